-- The media library: what is known of a file beside its name, what was made of it, and who uses it.

alter table media_files add column is_decorative boolean not null default 0 check (is_decorative in (0, 1));

-- What stays in sight when a picture is cropped, in percent from the left and from the top
alter table media_files add column focal_x integer not null default 50 check (typeof(focal_x) = 'integer' and focal_x between 0 and 100);
alter table media_files add column focal_y integer not null default 50 check (typeof(focal_y) = 'integer' and focal_y between 0 and 100);

-- SHA-256 of the file as it lies on the disk, in hex: without metadata it is another one than was uploaded
alter table media_files add column stored_hash text
    check (stored_hash is null or length(stored_hash) = 64 and stored_hash not glob '*[^0-9a-f]*');

alter table media_files add column page_count integer
    check (page_count is null or typeof(page_count) = 'integer' and page_count >= 1); -- of a PDF

-- Version of the code that made the variants; 0 where they are due
alter table media_files add column variants_version integer not null default 0 check (variants_version >= 0);

-- All that the file is found by, in lower case and without diacritics
alter table media_files add column words text not null default '';

-- The same file is there once.
create unique index uq_media_files_file_hash on media_files(file_hash) where deleted_at is null;

create index idx_media_files_stored_hash on media_files(stored_hash);
create index idx_media_files_created on media_files(created_at, id);
create index idx_media_files_name on media_files(filename, id);
create index idx_media_files_size on media_files(file_size, id);
create index idx_media_files_variants on media_files(variants_version, id) where deleted_at is null;

-- Pictures made smaller. They lie beside the file they were made of.
create table media_variants (
    media_id integer not null references media_files(id) on delete cascade,
    shape text not null check (shape <> '' and shape not glob '*[^0-9x-]*'), -- 640, or 640x360-50-30: cropped, with the focal point
    mime_type text not null check (mime_type in ('image/jpeg', 'image/png', 'image/webp')),
    width integer not null check (typeof(width) = 'integer' and width between 1 and 20000),
    height integer not null check (typeof(height) = 'integer' and height between 1 and 20000),
    size_bytes integer not null check (typeof(size_bytes) = 'integer' and size_bytes > 0),

    primary key (media_id, shape, mime_type)
) without rowid;

-- Which items name a file in a text, or are made of it. Written in the transaction that saves the item.
create table media_uses (
    media_id integer not null references media_files(id) on delete cascade,
    item_kind text not null check (item_kind in ('page', 'webinar', 'whitepaper')),
    item_id integer not null,

    primary key (media_id, item_kind, item_id)
) without rowid;

create index idx_media_uses_item on media_uses(item_kind, item_id);

create trigger media_uses_page_deleted
after delete on pages
begin
    delete from media_uses where item_kind = 'page' and item_id = old.id;
end;

create trigger media_uses_webinar_deleted
after delete on webinars
begin
    delete from media_uses where item_kind = 'webinar' and item_id = old.id;
end;

create trigger media_uses_whitepaper_deleted
after delete on whitepapers
begin
    delete from media_uses where item_kind = 'whitepaper' and item_id = old.id;
end;

-- Every item that needs a file, in the trash or not; also where only its own column says so.
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
union all
select w.thumbnail_id, 'whitepaper', w.id, w.deleted_at is not null
from whitepapers w
where w.thumbnail_id is not null;

-- What is in use stays.
create trigger media_files_trashed
before update of deleted_at on media_files
when new.deleted_at is not null and old.deleted_at is null
    and exists (select 1 from media_used u where u.media_id = old.id and not u.is_in_trash)
begin
    select raise(abort, 'rule: in use');
end;

-- Totals.
insert into totals (name, value)
select 'media.all', count(*) from media_files where deleted_at is null
union all
select 'media.trash', count(*) from media_files where deleted_at is not null
union all
select 'media.bytes', coalesce(sum(file_size), 0) from media_files where deleted_at is null;

create trigger media_files_counted_in
after insert on media_files
begin
    update totals set value = value + (new.deleted_at is null) where name = 'media.all';
    update totals set value = value + (new.deleted_at is not null) where name = 'media.trash';
    update totals set value = value + iif(new.deleted_at is null, new.file_size, 0) where name = 'media.bytes';
end;

create trigger media_files_counted_out
after delete on media_files
begin
    update totals set value = value - (old.deleted_at is null) where name = 'media.all';
    update totals set value = value - (old.deleted_at is not null) where name = 'media.trash';
    update totals set value = value - iif(old.deleted_at is null, old.file_size, 0) where name = 'media.bytes';
end;

create trigger media_files_counted_anew
after update of deleted_at, file_size on media_files
when new.deleted_at is not old.deleted_at or new.file_size is not old.file_size
begin
    update totals set value = value - (old.deleted_at is null) + (new.deleted_at is null) where name = 'media.all';
    update totals set value = value - (old.deleted_at is not null) + (new.deleted_at is not null) where name = 'media.trash';
    update totals
    set value = value - iif(old.deleted_at is null, old.file_size, 0) + iif(new.deleted_at is null, new.file_size, 0)
    where name = 'media.bytes';
end;

insert into system_settings (key, value, description, type)
values ('media_max_megabytes', '50', 'The largest file that the media library takes', 'integer');
