-- Marketing consent counts from the moment it was confirmed from the mailbox itself, until it is withdrawn. A tick in a form only asks.

-- When the form was sent: of the privacy notice that is the consent, of marketing the question.
alter table consents rename column given_at to asked_at;

-- The sentence that was shown, in `language`. Empty where an older program did not keep it.
alter table consents add column wording text not null default '';

-- From where the form was sent, and the consent confirmed: keyed hashes of addresses, other ones every day.
alter table consents add column asked_from text check (asked_from <> '');
alter table consents add column confirmed_from text check (confirmed_from <> '');

-- Consents that an older program took were ticks at addresses that nobody had confirmed, so they stay asked for.
alter table consents add column confirmed_at datetime
    constraint ck_consents_confirmed_at check (confirmed_at is datetime(confirmed_at) and (confirmed_at is null or kind = 'marketing'));

update consents
set wording = case
    when kind = 'privacy' and (language = 'de' or language like 'de-%')
        then 'Ich habe die Datenschutzhinweise gelesen und stimme zu, dass meine Angaben für diese Anfrage gespeichert werden.'
    when kind = 'privacy'
        then 'I have read the privacy notice and agree that my details are kept to answer this request.'
    when language = 'de' or language like 'de-%'
        then 'Schreiben Sie mir gelegentlich über neue Whitepapers und Webinare. (freiwillig, jederzeit widerrufbar)'
    else 'Write to me now and then about new papers and webinars. (optional, you can stop it at any time)'
end
where text_version = '2026-11';

-- Whether an address agreed. Each list of leads asks this for each of its rows.
create index idx_consents_marketing on consents(lower(email), asked_at) where kind = 'marketing';

-- A mailed link about one consent. Only the SHA-256 of what the link carries is kept, in hex.
create table consent_links (
    id integer primary key autoincrement,
    token_hash text not null unique check (token_hash <> ''),
    consent_id integer not null references consents(id) on delete cascade,
    purpose text not null check (purpose in ('confirm', 'withdraw')),
    -- None of a link to withdraw: it works for as long as somebody keeps the mail.
    expires_at datetime check (expires_at is datetime(expires_at)),
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    constraint ck_consent_links_expires_at check ((purpose = 'confirm') = (expires_at is not null))
);

create index idx_consent_links_consent_id on consent_links(consent_id);

-- Where one click ends mails of this kind (RFC 8058). It goes with the texts once the mail was sent.
alter table mail_outbox add column unsubscribe_address text check (unsubscribe_address like 'http%');

-- Whether a mail that counts as sent only became a file, because no mail server was set.
alter table mail_outbox add column is_file boolean not null default 0 check (is_file in (0, 1));
