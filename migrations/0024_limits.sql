-- A file that a whitepaper asks a name for stays closed to visitors: also while the whitepaper lies in the trash, and after it got
-- another file. It opens when nothing but whitepapers that ask for nothing hold it.
alter table media_files add column is_gated boolean not null default 0 check (is_gated in (0, 1));

update media_files
set is_gated = 1
where id in (select file_id from whitepapers where coalesce(requires_registration, 1) = 1);

create trigger whitepapers_gate_when_inserted
after insert on whitepapers
begin
    update media_files
    set is_gated = exists (
        select 1 from whitepapers w where w.file_id = new.file_id and coalesce(w.requires_registration, 1) = 1
    )
    where id = new.file_id;
end;

create trigger whitepapers_gate
after update of file_id, requires_registration on whitepapers
begin
    update media_files
    set is_gated = exists (
        select 1 from whitepapers w where w.file_id = new.file_id and coalesce(w.requires_registration, 1) = 1
    )
    where id = new.file_id;
end;

-- How many mails somebody was sent lately, whoever asked for them.
create index idx_mail_outbox_recipient on mail_outbox(to_address, created_at);
