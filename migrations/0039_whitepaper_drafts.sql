-- A whitepaper is begun before its file is ready: a draft needs none. SQLite cannot take NOT NULL from a column; a new table would need
-- all its indexes, triggers and views anew. What stands in a row is the same with and without the constraint, so the schema is edited as
-- SQLite's documentation says ("Making Other Kinds Of Table Schema Changes"), and read again.
pragma writable_schema = on;

update sqlite_schema
set sql = replace(sql, 'file_id integer not null', 'file_id integer')
where type = 'table' and name = 'whitepapers';

pragma writable_schema = reset;

-- Nothing is published without its file.
create trigger translations_whitepaper_file_inserted
before insert on translations
when new.item_kind = 'whitepaper' and new.status = 'published'
    and (select file_id from whitepapers where id = new.item_id) is null
begin
    select raise(abort, 'rule: no file');
end;

create trigger translations_whitepaper_file_published
before update of status on translations
when new.item_kind = 'whitepaper' and new.status = 'published' and old.status <> 'published'
    and (select file_id from whitepapers where id = new.item_id) is null
begin
    select raise(abort, 'rule: no file');
end;

-- As in 0022, without whitepapers that have no file.
drop view media_used;
create view media_used as
select u.media_id as media_id, u.item_kind as item_kind, u.item_id as item_id, p.deleted_at is not null as is_in_trash
from media_uses u
join pages p on u.item_kind = 'page' and p.id = u.item_id
union all
select u.media_id, u.item_kind, u.item_id, w.deleted_at is not null
from media_uses u
join webinars w on u.item_kind = 'webinar' and w.id = u.item_id
union all
select u.media_id, u.item_kind, u.item_id, w.deleted_at is not null
from media_uses u
join whitepapers w on u.item_kind = 'whitepaper' and w.id = u.item_id
union all
select w.presentation_file_id, 'webinar', w.id, w.deleted_at is not null
from webinars w
where w.presentation_file_id is not null
union all
select w.presenter_avatar_id, 'webinar', w.id, w.deleted_at is not null
from webinars w
where w.presenter_avatar_id is not null
union all
select w.file_id, 'whitepaper', w.id, w.deleted_at is not null
from whitepapers w
where w.file_id is not null
union all
select w.thumbnail_id, 'whitepaper', w.id, w.deleted_at is not null
from whitepapers w
where w.thumbnail_id is not null;
