-- The address of a file holds the hash of its content, so that a file which an editor replaces gets another one. The addresses that
-- it had lead to it for as long as it is there: feeds, mails and other sites name them.

create table media_redirects (
    file_hash text not null, -- by which the address named the file
    media_id integer not null references media_files(id) on delete cascade,
    filename text not null, -- with which the address ended
    replaced_at datetime not null check (replaced_at is datetime(replaced_at)),

    primary key (file_hash, media_id)
) without rowid;

create index idx_media_redirects_media on media_redirects(media_id);

-- What was replaced before now, as the audit log has it.
insert into media_redirects (file_hash, media_id, filename, replaced_at)
select a.before ->> 'hash', m.id, a.before ->> 'filename', max(a.created_at)
from audit_log a
join media_files m on m.id = a.item_id
where a.item_kind = 'media' and a.action = 'replaced' and a.before ->> 'hash' is not null and a.before ->> 'filename' is not null
    and a.before ->> 'hash' <> m.file_hash
group by a.before ->> 'hash', m.id;

create trigger media_files_replaced
after update of file_hash on media_files
when new.file_hash <> old.file_hash
begin
    delete from media_redirects where media_id = new.id and file_hash = new.file_hash;
    insert into media_redirects (file_hash, media_id, filename, replaced_at)
    values (old.file_hash, new.id, old.filename, coalesce(new.updated_at, datetime('now')))
    on conflict (file_hash, media_id) do update set filename = excluded.filename, replaced_at = excluded.replaced_at;
end;
