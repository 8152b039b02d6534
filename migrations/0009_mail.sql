-- Mail that waits to be sent, and what people agreed to.

-- Written in the transaction of the event that causes the mail, sent by a worker.
create table mail_outbox (
    id integer primary key autoincrement,
    key text not null unique, -- names event and receiver, so that no event mails anyone twice
    kind text not null, -- invitation, reset, registered, …
    language text not null,
    to_address text not null,
    to_name text,
    subject text not null,
    text_body text not null,
    html_body text,
    attachments text not null default '[]' check (json_valid(attachments) and json_type(attachments) = 'array'),

    status text not null default 'waiting' check (status in ('waiting', 'sent', 'failed')),
    attempts integer not null default 0 check (attempts between 0 and 1000),
    next_attempt_at datetime not null default current_timestamp check (next_attempt_at is datetime(next_attempt_at)),
    last_error text,
    sent_at datetime check (sent_at is datetime(sent_at)),
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    constraint ck_mail_outbox_sent check ((status = 'sent') = (sent_at is not null))
);

create index idx_mail_outbox_waiting on mail_outbox(next_attempt_at) where status = 'waiting';

-- A consent is kept with the version of the text that was agreed to.
create table consents (
    id integer primary key autoincrement,
    email text not null,
    kind text not null check (kind in ('privacy', 'marketing')),
    text_version text not null,
    language text not null,
    item_kind text, -- registration, download, booking
    item_id integer,
    given_at datetime not null default current_timestamp check (given_at is datetime(given_at)),
    withdrawn_at datetime check (withdrawn_at is datetime(withdrawn_at))
);

create index idx_consents_email on consents(lower(email));
