-- Whitepapers per language, as pages are: slug, status, schedule and rendered preview; what a form leaves behind; counts.

-- Columns that only sum up the languages are not named any more: whoever writes a language writes updated_at.
drop trigger whitepapers_touched;

create trigger whitepapers_touched
after update of title, description, file_id, thumbnail_id, preview_content, category, tags, industry, requires_registration,
    lead_magnet_active, meta_title, meta_description, featured, sort_order, author_id, deleted_at on whitepapers
when new.updated_at is old.updated_at
begin
    update whitepapers set updated_at = datetime('now') where id = new.id;
end;

alter table whitepapers add column updated_by integer references admin_users(id) on delete set null;
alter table whitepapers add column list_title text not null default ''; -- a summary: what lists sort by
alter table whitepapers add column draft_languages integer not null default 0; -- a summary: in how many languages it is a draft

create index idx_whitepapers_updated_by on whitepapers(updated_by);
create index idx_whitepapers_live on whitepapers(id) where deleted_at is null;

-- One row for each language that a whitepaper has.
create table whitepaper_languages (
    id integer primary key autoincrement,
    whitepaper_id integer not null references whitepapers(id) on delete cascade,
    language text not null check (language <> ''),
    slug text not null check (slug <> '' and instr(slug, '/') = 0),
    status text not null default 'draft' check (status in ('draft', 'published')),
    published_at datetime check (published_at is datetime(published_at)), -- visible from
    unpublished_at datetime check (unpublished_at is datetime(unpublished_at)), -- visible until
    changed_at datetime not null default current_timestamp check (changed_at is datetime(changed_at)), -- when the text last changed

    -- Made of the preview when it is saved
    html text not null default '', -- sanitised
    plain text not null default '', -- words only, for search
    renderer integer not null default 0, -- version of the code that made them; older ones are made again at start
    folded text not null default '', -- title, description, tags and industries as the public list searches them

    deleted_at datetime check (deleted_at is datetime(deleted_at)), -- that of the whitepaper

    unique (whitepaper_id, language),
    constraint ck_whitepaper_languages_published check (status = 'draft' or published_at is not null),
    constraint ck_whitepaper_languages_period check (unpublished_at > published_at)
);

create unique index uq_whitepaper_languages_slug on whitepaper_languages(language, slug) where deleted_at is null;
create index idx_whitepaper_languages_live
on whitepaper_languages(whitepaper_id, language, slug, published_at, unpublished_at, changed_at)
where status = 'published' and deleted_at is null;
create index idx_whitepaper_languages_renderer on whitepaper_languages(renderer);

-- An address that a whitepaper once had.
create table whitepaper_redirects (
    id integer primary key autoincrement,
    language text not null,
    slug text not null,
    whitepaper_id integer not null references whitepapers(id) on delete cascade,
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    unique (language, slug)
);

create index idx_whitepaper_redirects_whitepaper_id on whitepaper_redirects(whitepaper_id);

-- What was there before has one slug for all its languages; where that stood, it still stands.
insert into whitepaper_languages (whitepaper_id, language, slug, status, published_at, changed_at, deleted_at)
select
    w.id,
    t.key,
    replace(w.slug, '/', '-'),
    iif(w.published_at is null, 'draft', w.status),
    w.published_at,
    coalesce(w.updated_at, w.created_at),
    w.deleted_at
from whitepapers w, json_each(w.title) t
where t.type = 'text';

-- What the columns of whitepapers that sum up its languages should hold; see page_summaries.
create view whitepaper_summaries as
select
    w.id as whitepaper_id,
    coalesce(
        (select l.slug from whitepaper_languages l where l.whitepaper_id = w.id and l.language = d.language),
        (
            select l.language || '/' || l.slug
            from whitepaper_languages l
            where l.whitepaper_id = w.id
            order by l.language
            limit 1
        ),
        w.slug
    ) as slug,
    coalesce((select max(l.status) from whitepaper_languages l where l.whitepaper_id = w.id), w.status) as status,
    case
        when exists (select 1 from whitepaper_languages l where l.whitepaper_id = w.id)
            then (
                select min(l.published_at) from whitepaper_languages l where l.whitepaper_id = w.id and l.status = 'published'
            )
        else w.published_at
    end as published_at,
    (
        select count(*) from whitepaper_languages l where l.whitepaper_id = w.id and l.status = 'draft'
    ) as draft_languages,
    lower(
        replace(replace(replace(replace(replace(replace(replace(
            coalesce(
                w.title ->> ('$."' || d.language || '"'),
                (select t.value from json_each(w.title) t order by t.key limit 1),
                ''
            ),
        'Ä', 'a'), 'Ö', 'o'), 'Ü', 'u'), 'ä', 'a'), 'ö', 'o'), 'ü', 'u'), 'ß', 'ss')
    ) as list_title
from whitepapers w
join (select coalesce((select value from system_settings where key = 'default_language'), 'en') as language) d;

update whitepapers set slug = '~' || id;
update whitepapers
set (slug, status, published_at, draft_languages, list_title) = (
    select s.slug, s.status, s.published_at, s.draft_languages, s.list_title
    from whitepaper_summaries s
    where s.whitepaper_id = whitepapers.id
);

create trigger whitepaper_languages_inserted
after insert on whitepaper_languages
begin
    update whitepaper_languages
    set deleted_at = (select deleted_at from whitepapers where id = new.whitepaper_id)
    where id = new.id and deleted_at is not (select deleted_at from whitepapers where id = new.whitepaper_id);

    update whitepapers
    set (slug, status, published_at, draft_languages) = (
        select s.slug, s.status, s.published_at, s.draft_languages
        from whitepaper_summaries s
        where s.whitepaper_id = whitepapers.id
    )
    where id = new.whitepaper_id;

    delete from whitepaper_redirects
    where new.status = 'published' and new.deleted_at is null and language = new.language and slug = new.slug;
end;

create trigger whitepaper_languages_updated
after update of language, slug, status, published_at on whitepaper_languages
when new.language is not old.language or new.slug is not old.slug or new.status is not old.status
    or new.published_at is not old.published_at
begin
    update whitepapers
    set (slug, status, published_at, draft_languages) = (
        select s.slug, s.status, s.published_at, s.draft_languages
        from whitepaper_summaries s
        where s.whitepaper_id = whitepapers.id
    )
    where id = new.whitepaper_id;

    -- Where visitors may have been, they are led on.
    insert into whitepaper_redirects (language, slug, whitepaper_id)
    select old.language, old.slug, old.whitepaper_id
    where old.published_at is not null and (new.slug is not old.slug or new.language is not old.language)
    on conflict (language, slug) do update set whitepaper_id = excluded.whitepaper_id, created_at = datetime('now');

    delete from whitepaper_redirects
    where new.status = 'published' and new.deleted_at is null and language = new.language and slug = new.slug;
end;

create trigger whitepaper_languages_deleted
after delete on whitepaper_languages
begin
    update whitepapers
    set (slug, status, published_at, draft_languages) = (
        select s.slug, s.status, s.published_at, s.draft_languages
        from whitepaper_summaries s
        where s.whitepaper_id = whitepapers.id
    )
    where id = old.whitepaper_id;
end;

create trigger whitepapers_trashed_or_restored
after update of deleted_at on whitepapers
when new.deleted_at is not old.deleted_at
begin
    update whitepaper_languages set deleted_at = new.deleted_at where whitepaper_id = new.id;

    delete from whitepaper_redirects
    where (language, slug) in (
        select l.language, l.slug
        from whitepaper_languages l
        where l.whitepaper_id = new.id and l.status = 'published' and l.deleted_at is null
    );
end;

create trigger whitepapers_titled_when_inserted
after insert on whitepapers
begin
    update whitepapers
    set list_title = (select s.list_title from whitepaper_summaries s where s.whitepaper_id = whitepapers.id)
    where id = new.id;
end;

create trigger whitepapers_titled
after update of title on whitepapers
begin
    update whitepapers
    set list_title = (select s.list_title from whitepaper_summaries s where s.whitepaper_id = whitepapers.id)
    where id = new.id;
end;

-- Another default language, other summaries. The first statement frees all slugs, so that two can exchange theirs.
create trigger system_settings_default_language_of_whitepapers
after update of value on system_settings
when new.key = 'default_language' and new.value is not old.value
begin
    update whitepapers set slug = '~' || id;
    update whitepapers
    set (slug, list_title) = (
        select s.slug, s.list_title from whitepaper_summaries s where s.whitepaper_id = whitepapers.id
    );
end;

-- The admin's list.
create view whitepaper_lists as
select
    w.id as whitepaper_id,
    (
        select max(l.published_at) from whitepaper_languages l where l.whitepaper_id = w.id and l.status = 'published'
    ) as planned_at,
    exists (
        select 1
        from json_each(coalesce((select value from system_settings where key = 'supported_languages'), '["en", "de"]')) s
        where not exists (
            select 1
            from whitepaper_languages l
            where l.whitepaper_id = w.id and l.language = s.value and (
                l.status = 'draft'
                or l.changed_at >= coalesce(
                    (
                        select d.changed_at
                        from whitepaper_languages d
                        where d.whitepaper_id = w.id
                            and d.language = coalesce((select value from system_settings where key = 'default_language'), 'en')
                    ),
                    ''
                )
            )
        )
    ) as is_untranslated,
    coalesce((select group_concat(l.folded || ' ' || l.slug, ' ') from whitepaper_languages l where l.whitepaper_id = w.id), '') as words
from whitepapers w;

insert into totals (name, value) values
('whitepapers.all', (select count(*) from whitepapers where deleted_at is null)),
('whitepapers.drafts', (select count(*) from whitepapers where deleted_at is null and draft_languages > 0)),
('whitepapers.trash', (select count(*) from whitepapers where deleted_at is not null));

create trigger whitepapers_total_inserted
after insert on whitepapers
begin
    update totals set value = value + 1 where name = iif(new.deleted_at is null, 'whitepapers.all', 'whitepapers.trash');
    update totals
    set value = value + 1
    where name = 'whitepapers.drafts' and new.deleted_at is null and new.draft_languages > 0;
end;

create trigger whitepapers_total_deleted
after delete on whitepapers
begin
    update totals set value = value - 1 where name = iif(old.deleted_at is null, 'whitepapers.all', 'whitepapers.trash');
    update totals
    set value = value - 1
    where name = 'whitepapers.drafts' and old.deleted_at is null and old.draft_languages > 0;
end;

create trigger whitepapers_total_updated
after update of deleted_at, draft_languages on whitepapers
begin
    update totals
    set value = value + (new.deleted_at is null) - (old.deleted_at is null)
    where name = 'whitepapers.all' and (new.deleted_at is null) <> (old.deleted_at is null);

    update totals
    set value = value + (new.deleted_at is not null) - (old.deleted_at is not null)
    where name = 'whitepapers.trash' and (new.deleted_at is null) <> (old.deleted_at is null);

    update totals
    set value = value
        + (new.deleted_at is null and new.draft_languages > 0)
        - (old.deleted_at is null and old.draft_languages > 0)
    where name = 'whitepapers.drafts';
end;

-- Search: one document per published language.
drop trigger whitepapers_searchable_inserted;
drop trigger whitepapers_searchable_updated;
drop trigger whitepapers_searchable_deleted;
drop view searchable;

create view searchable as
select
    'page' as kind,
    l.page_id as item_id,
    l.language as language,
    l.slug as path_slug,
    coalesce(p.title ->> ('$."' || l.language || '"'), '') as title,
    l.plain as plain,
    l.published_at as published_at,
    l.unpublished_at as unpublished_at
from page_languages l
join pages p on p.id = l.page_id
where l.status = 'published' and l.deleted_at is null
union all
select
    'webinar',
    w.id,
    t.key,
    w.slug,
    t.value,
    coalesce(w.description ->> ('$."' || t.key || '"'), '') || ' ' || coalesce(w.presenter_name, ''),
    w.published_at,
    null
from webinars w, json_each(w.title) t
where w.published_at is not null and w.deleted_at is null and t.type = 'text'
union all
select
    'whitepaper',
    l.whitepaper_id,
    l.language,
    l.slug,
    coalesce(w.title ->> ('$."' || l.language || '"'), ''),
    coalesce(w.description ->> ('$."' || l.language || '"'), '') || ' ' || l.plain,
    l.published_at,
    l.unpublished_at
from whitepaper_languages l
join whitepapers w on w.id = l.whitepaper_id
where l.status = 'published' and l.deleted_at is null;

delete from search_documents where kind = 'whitepaper';
insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
from searchable
where kind = 'whitepaper';

create trigger whitepaper_languages_searchable_inserted
after insert on whitepaper_languages
when new.status = 'published'
begin
    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'whitepaper' and item_id = new.whitepaper_id and language = new.language
    on conflict (kind, item_id, language) do nothing;
end;

create trigger whitepaper_languages_searchable_updated
after update of language, slug, status, published_at, unpublished_at, plain, deleted_at on whitepaper_languages
begin
    delete from search_documents
    where kind = 'whitepaper' and item_id = old.whitepaper_id and language = old.language
        and (new.status <> 'published' or new.deleted_at is not null or new.language <> old.language);

    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'whitepaper' and item_id = new.whitepaper_id and language = new.language
    on conflict (kind, item_id, language) do update
    set path_slug = excluded.path_slug, title = excluded.title, plain = excluded.plain,
        published_at = excluded.published_at, unpublished_at = excluded.unpublished_at;
end;

create trigger whitepaper_languages_searchable_deleted
after delete on whitepaper_languages
begin
    delete from search_documents where kind = 'whitepaper' and item_id = old.whitepaper_id and language = old.language;
end;

create trigger whitepapers_searchable_updated
after update of title, description on whitepapers
when new.title is not old.title or new.description is not old.description
begin
    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'whitepaper' and item_id = new.id
    on conflict (kind, item_id, language) do update set title = excluded.title, plain = excluded.plain;
end;

-- A form that was sent: once, however often it arrives; where its sender first came from; whether the file arrived.
alter table whitepaper_downloads add column form_key text check (form_key <> '');
alter table whitepaper_downloads add column language text check (language <> '');
alter table whitepaper_downloads add column referrer text;
alter table whitepaper_downloads add column landing_path text;
alter table whitepaper_downloads add column utm_term text;
alter table whitepaper_downloads add column utm_content text;
alter table whitepaper_downloads add column completed_at datetime check (completed_at is datetime(completed_at));

create unique index uq_whitepaper_downloads_form_key on whitepaper_downloads(form_key);
create index idx_whitepaper_downloads_of_whitepaper on whitepaper_downloads(whitepaper_id, id);
create index idx_consents_item on consents(item_kind, item_id);
