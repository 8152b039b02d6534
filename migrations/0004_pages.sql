-- Pages: the texts in the specification's JSON columns; slug, status, schedule and rendered text per language beside them.

create table pages (
    id integer primary key autoincrement,
    slug text not null, -- a summary, see page_summaries

    -- Texts, as JSON objects with a language as key
    title text not null check (json_valid(title) and json_type(title) = 'object'),
    content text not null check (json_valid(content) and json_type(content) = 'object'), -- Markdown
    excerpt text check (excerpt is null or json_valid(excerpt) and json_type(excerpt) = 'object'),
    meta_description text check (meta_description is null or json_valid(meta_description) and json_type(meta_description) = 'object'),

    -- Page configuration
    template text default 'default' check (template in ('home', 'default', 'landing', 'legal')),
    status text not null default 'draft' check (status in ('draft', 'published')), -- a summary
    is_featured boolean default 0 check (is_featured in (0, 1)),
    sort_order integer default 0 check (typeof(sort_order) in ('integer', 'null')),

    -- Search engines, as JSON objects with a language as key
    seo_title text check (seo_title is null or json_valid(seo_title) and json_type(seo_title) = 'object'),
    seo_keywords text check (seo_keywords is null or json_valid(seo_keywords) and json_type(seo_keywords) = 'object'),
    canonical_url text,

    -- Publishing
    published_at datetime check (published_at is datetime(published_at)), -- a summary
    author_id integer,

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    updated_at datetime default current_timestamp check (updated_at is datetime(updated_at)),
    deleted_at datetime check (deleted_at is datetime(deleted_at)),

    version integer not null default 1 check (version >= 1),
    in_menu boolean not null default 0 check (in_menu in (0, 1)),
    updated_by integer references admin_users(id) on delete set null,
    list_title text not null default '', -- a summary: what lists sort by
    draft_languages integer not null default 0, -- a summary: in how many languages the page is a draft
    import_path text, -- the <path> that ties the imported files of a page

    foreign key (author_id) references admin_users(id) on delete set null
);

create unique index idx_pages_slug on pages(slug) where deleted_at is null;
create index idx_pages_status on pages(status);
create index idx_pages_published on pages(published_at);
create index idx_pages_author on pages(author_id);
create index idx_pages_featured on pages(is_featured);
create unique index uq_pages_import_path on pages(import_path) where deleted_at is null;
create index idx_pages_updated_by on pages(updated_by);
create index idx_pages_list_title on pages(list_title, id) where deleted_at is null;
create index idx_pages_updated on pages(updated_at, id) where deleted_at is null;
create index idx_pages_drafts on pages(updated_at, id) where deleted_at is null and draft_languages > 0;
create index idx_pages_trash on pages(deleted_at, id) where deleted_at is not null;
create index idx_pages_menu on pages(sort_order, id) where deleted_at is null and in_menu = 1;

-- One row for each language that a page has.
create table page_languages (
    id integer primary key autoincrement,
    page_id integer not null references pages(id) on delete cascade,
    language text not null check (language <> ''),
    slug text not null, -- '' is the front page
    status text not null default 'draft' check (status in ('draft', 'published')),
    published_at datetime check (published_at is datetime(published_at)), -- visible from
    unpublished_at datetime check (unpublished_at is datetime(unpublished_at)), -- visible until
    changed_at datetime not null default current_timestamp check (changed_at is datetime(changed_at)), -- when the text last changed

    -- Made of the text when it is saved
    html text not null default '', -- sanitised
    headings text not null default '[]' check (json_valid(headings) and json_type(headings) = 'array'), -- {level, anchor, text}
    plain text not null default '', -- words only, for search and snippets
    words integer not null default 0 check (words >= 0),
    renderer integer not null default 0, -- version of the code that made them; older ones are made again at start

    deleted_at datetime check (deleted_at is datetime(deleted_at)), -- that of the page

    unique (page_id, language),
    constraint ck_page_languages_published check (status = 'draft' or published_at is not null),
    constraint ck_page_languages_period check (unpublished_at > published_at)
);

create unique index uq_page_languages_slug on page_languages(language, slug) where deleted_at is null;
create index idx_page_languages_published on page_languages(language, published_at) where deleted_at is null and status = 'published';
create index idx_page_languages_renderer on page_languages(renderer);

-- What a page was at each version, as a JSON object.
create table page_revisions (
    id integer primary key autoincrement,
    page_id integer not null references pages(id) on delete cascade,
    version integer not null,
    snapshot text not null check (json_valid(snapshot) and json_type(snapshot) = 'object'),
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    created_by integer references admin_users(id) on delete set null,

    unique (page_id, version)
);

create index idx_page_revisions_created_by on page_revisions(created_by);

-- An address that a page once had. It points at the page and not at an address, so chains cannot form.
create table redirects (
    id integer primary key autoincrement,
    language text not null,
    slug text not null,
    page_id integer not null references pages(id) on delete cascade,
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    unique (language, slug)
);

create index idx_redirects_page_id on redirects(page_id);

-- What the columns of pages that sum up its languages should hold. The language that speaks for a page is the site's default
-- one, else the first by its tag. Slugs of the default language are at the root, others under their tag (/de/ueber-uns):
-- so the summary is the page's path and as unique as it is.
create view page_summaries as
select
    p.id as page_id,
    coalesce(
        (select l.slug from page_languages l where l.page_id = p.id and l.language = d.language),
        (
            select rtrim(l.language || '/' || l.slug, '/')
            from page_languages l
            where l.page_id = p.id
            order by l.language
            limit 1
        ),
        p.slug
    ) as slug,
    coalesce((select max(l.status) from page_languages l where l.page_id = p.id), p.status) as status,
    case
        when exists (select 1 from page_languages l where l.page_id = p.id)
            then (select min(l.published_at) from page_languages l where l.page_id = p.id and l.status = 'published')
        else p.published_at
    end as published_at,
    (select count(*) from page_languages l where l.page_id = p.id and l.status = 'draft') as draft_languages,
    -- Umlauts beside their vowels, as German lists sort (DIN 5007-1).
    lower(
        replace(replace(replace(replace(replace(replace(replace(
            coalesce(
                p.title ->> ('$."' || d.language || '"'),
                (select t.value from json_each(p.title) t order by t.key limit 1),
                ''
            ),
        'Ä', 'a'), 'Ö', 'o'), 'Ü', 'u'), 'ä', 'a'), 'ö', 'o'), 'ü', 'u'), 'ß', 'ss')
    ) as list_title
from pages p
join (select coalesce((select value from system_settings where key = 'default_language'), 'en') as language) d;

create trigger page_languages_inserted
after insert on page_languages
begin
    update page_languages
    set deleted_at = (select deleted_at from pages where id = new.page_id)
    where id = new.id and deleted_at is not (select deleted_at from pages where id = new.page_id);

    update pages
    set (slug, status, published_at, draft_languages) = (
        select s.slug, s.status, s.published_at, s.draft_languages from page_summaries s where s.page_id = pages.id
    )
    where id = new.page_id;

    delete from redirects
    where new.status = 'published' and new.deleted_at is null and language = new.language and slug = new.slug;
end;

create trigger page_languages_updated
after update of language, slug, status, published_at on page_languages
when new.language is not old.language or new.slug is not old.slug or new.status is not old.status
    or new.published_at is not old.published_at
begin
    update pages
    set (slug, status, published_at, draft_languages) = (
        select s.slug, s.status, s.published_at, s.draft_languages from page_summaries s where s.page_id = pages.id
    )
    where id = new.page_id;

    -- Where visitors may have been, they are led on.
    insert into redirects (language, slug, page_id)
    select old.language, old.slug, old.page_id
    where old.published_at is not null and (new.slug is not old.slug or new.language is not old.language)
    on conflict (language, slug) do update set page_id = excluded.page_id, created_at = datetime('now');

    delete from redirects
    where new.status = 'published' and new.deleted_at is null and language = new.language and slug = new.slug;
end;

create trigger page_languages_deleted
after delete on page_languages
begin
    update pages
    set (slug, status, published_at, draft_languages) = (
        select s.slug, s.status, s.published_at, s.draft_languages from page_summaries s where s.page_id = pages.id
    )
    where id = old.page_id;
end;

create trigger pages_trashed_or_restored
after update of deleted_at on pages
when new.deleted_at is not old.deleted_at
begin
    update page_languages set deleted_at = new.deleted_at where page_id = new.id;

    delete from redirects
    where (language, slug) in (
        select l.language, l.slug
        from page_languages l
        where l.page_id = new.id and l.status = 'published' and l.deleted_at is null
    );
end;

create trigger pages_titled_when_inserted
after insert on pages
begin
    update pages set list_title = (select s.list_title from page_summaries s where s.page_id = pages.id) where id = new.id;
end;

create trigger pages_titled
after update of title on pages
begin
    update pages set list_title = (select s.list_title from page_summaries s where s.page_id = pages.id) where id = new.id;
end;

-- Another default language, other paths. The first statement frees all slugs, so that two pages can exchange theirs.
create trigger system_settings_default_language_updated
after update of value on system_settings
when new.key = 'default_language' and new.value is not old.value
begin
    update pages set slug = '~' || id;
    update pages
    set (slug, list_title) = (select s.slug, s.list_title from page_summaries s where s.page_id = pages.id);
end;

-- Columns that only sum up the languages are not named: whoever writes a language writes the page's updated_at.
create trigger pages_touched
after update of title, content, excerpt, meta_description, template, is_featured, sort_order, seo_title, seo_keywords,
    canonical_url, author_id, in_menu, deleted_at on pages
when new.updated_at is old.updated_at
begin
    update pages set updated_at = datetime('now') where id = new.id;
end;

insert into totals (name) values ('pages.all'), ('pages.drafts'), ('pages.trash');

create trigger pages_total_inserted
after insert on pages
begin
    update totals set value = value + 1 where name = iif(new.deleted_at is null, 'pages.all', 'pages.trash');
    update totals set value = value + 1 where name = 'pages.drafts' and new.deleted_at is null and new.draft_languages > 0;
end;

create trigger pages_total_deleted
after delete on pages
begin
    update totals set value = value - 1 where name = iif(old.deleted_at is null, 'pages.all', 'pages.trash');
    update totals set value = value - 1 where name = 'pages.drafts' and old.deleted_at is null and old.draft_languages > 0;
end;

create trigger pages_total_updated
after update of deleted_at, draft_languages on pages
begin
    update totals
    set value = value + (new.deleted_at is null) - (old.deleted_at is null)
    where name = 'pages.all' and (new.deleted_at is null) <> (old.deleted_at is null);

    update totals
    set value = value + (new.deleted_at is not null) - (old.deleted_at is not null)
    where name = 'pages.trash' and (new.deleted_at is null) <> (old.deleted_at is null);

    update totals
    set value = value
        + (new.deleted_at is null and new.draft_languages > 0)
        - (old.deleted_at is null and old.draft_languages > 0)
    where name = 'pages.drafts';
end;
