-- The outbox gets what its worker needs: a lease on what is being sent, and an id that stays with a mail however often it is
-- tried. Built anew, so that the table says all of it in one place.

create table mail_outbox_anew (
    id integer primary key autoincrement,
    key text not null unique, -- names event and recipient, so that no event mails anyone twice
    message_id text not null unique default (lower(hex(randomblob(16)))), -- the Message-ID (RFC 5322, 3.6.4) before its @

    kind text not null, -- invitation, reset, locked, …
    language text not null,
    to_address text not null,
    to_name text,
    subject text not null,
    -- What was sent is no longer kept: it holds links that are meant for one person.
    text_body text not null,
    html_body text,
    attachments text not null default '[]' check (json_valid(attachments) and json_type(attachments) = 'array'),

    -- 'failed' is parked: nobody tries again until an admin says so.
    status text not null default 'waiting' check (status in ('waiting', 'sent', 'failed')),
    attempts integer not null default 0 check (attempts between 0 and 1000),
    next_attempt_at datetime not null default current_timestamp check (next_attempt_at is datetime(next_attempt_at)),
    lease text, -- whoever is sending it now; over at leased_until
    leased_until datetime check (leased_until is datetime(leased_until)),
    last_error text, -- what kind of failure, and in the words of the server
    sent_at datetime check (sent_at is datetime(sent_at)),
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    constraint ck_mail_outbox_sent check ((status = 'sent') = (sent_at is not null)),
    constraint ck_mail_outbox_lease check ((lease is null) = (leased_until is null)),
    constraint ck_mail_outbox_leased check (lease is null or status = 'waiting')
);

insert into mail_outbox_anew (
    id, key, kind, language, to_address, to_name, subject, text_body, html_body, attachments, status, attempts, next_attempt_at,
    last_error, sent_at, created_at
)
select
    id, key, kind, language, to_address, to_name, subject, text_body, html_body, attachments, status, attempts, next_attempt_at,
    last_error, sent_at, created_at
from mail_outbox;

drop table mail_outbox;
alter table mail_outbox_anew rename to mail_outbox;

create index idx_mail_outbox_waiting on mail_outbox(next_attempt_at) where status = 'waiting';
create index idx_mail_outbox_status on mail_outbox(status, id);
create index idx_mail_outbox_sent on mail_outbox(sent_at) where status = 'sent';

insert into totals (name, value)
select 'mail.' || wanted.value, (select count(*) from mail_outbox where status = wanted.value)
from json_each('["waiting", "sent", "failed"]') wanted;

create trigger mail_outbox_counted
after insert on mail_outbox
begin
    update totals set value = value + 1 where name = 'mail.' || new.status;
end;

create trigger mail_outbox_recounted
after update of status on mail_outbox
when new.status is not old.status
begin
    update totals set value = value - 1 where name = 'mail.' || old.status;
    update totals set value = value + 1 where name = 'mail.' || new.status;
end;

create trigger mail_outbox_uncounted
after delete on mail_outbox
begin
    update totals set value = value - 1 where name = 'mail.' || old.status;
end;
