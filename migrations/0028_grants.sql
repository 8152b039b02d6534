-- A link to a file gives what it was given for, also when its whitepaper is public no more: the columns of the whitepaper hold the
-- draft then.
alter table download_grants add column file_id integer references media_files(id) on delete set null;
alter table download_grants add column title text not null default '';
alter table download_grants add column language text not null default '';
create index idx_download_grants_file_id on download_grants(file_id);

-- What was promised by links that there are already: what is public now. Of a whitepaper that is not, nothing tells what was.
update download_grants
set (file_id, title, language) = (
    select w.file_id, t.title, t.language
    from whitepapers w
    join translations t on t.item_kind = 'whitepaper' and t.item_id = w.id
    left join whitepaper_downloads d on d.id = download_grants.download_id
    where w.id = download_grants.whitepaper_id
        and t.status = 'published' and t.revision_id is null and t.published_at <= datetime('now')
    order by
        t.language = d.language desc,
        t.language = coalesce((select value from system_settings where key = 'default_language'), 'en') desc,
        t.language
    limit 1
)
where exists (
    select 1
    from translations t
    where t.item_kind = 'whitepaper' and t.item_id = download_grants.whitepaper_id
        and t.status = 'published' and t.revision_id is null and t.published_at <= datetime('now')
);

-- The file of each whitepaper by its columns, in the trash too, and since when it is public with them, if it is.
create view whitepaper_files as
select
    w.id as whitepaper_id,
    w.file_id as media_id,
    coalesce(w.requires_registration, 1) as is_gated,
    (
        select min(t.published_at)
        from translations t
        where t.item_kind = 'whitepaper' and t.item_id = w.id and t.status = 'published' and t.revision_id is null
    ) as public_from
from whitepapers w;
