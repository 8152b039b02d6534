-- What is published in languages, whatever it is: one table of texts, one of old addresses, and one place that says what visitors
-- may see. The tables of pages and whitepapers move in; their columns that sum up the languages stay.

-- One row for each language that an item has. Its item is named by kind and id; the columns behind are its foreign keys, made
-- of these two, because SQLite reads whole rows where a query names a generated column. Uniqueness is indexes, not constraints,
-- so that a later migration can allow a language a second row whose period follows the first.
create table translations (
    id integer primary key autoincrement,
    item_kind text not null, -- page, whitepaper, webinar
    item_id integer not null,
    language text not null check (language <> ''),
    slug text not null, -- '' is the front page
    status text not null default 'draft' check (status in ('draft', 'published')),
    published_at datetime check (published_at is datetime(published_at)), -- visible from
    unpublished_at datetime check (unpublished_at is datetime(unpublished_at)), -- visible until
    changed_at datetime not null default current_timestamp check (changed_at is datetime(changed_at)), -- when the text last changed
    deleted_at datetime check (deleted_at is datetime(deleted_at)), -- that of the item
    title text not null default '', -- that of the item in this language

    -- Made of the text when it is saved
    renderer integer not null default 0, -- version of the code that made them; older ones are made again at start
    words integer not null default 0 check (words >= 0),
    headings text not null default '[]' check (json_valid(headings) and json_type(headings) = 'array'), -- {level, anchor, text}
    folded text not null default '', -- what the public list of whitepapers searches
    html text not null default '', -- sanitised
    plain text not null default '', -- words only, for search and snippets

    page_id integer generated always as (iif(item_kind = 'page', item_id, null)) virtual
        references pages(id) on delete cascade,
    whitepaper_id integer generated always as (iif(item_kind = 'whitepaper', item_id, null)) virtual
        references whitepapers(id) on delete cascade,
    webinar_id integer generated always as (iif(item_kind = 'webinar', item_id, null)) virtual
        references webinars(id) on delete cascade,

    constraint ck_translations_item check ((page_id is not null) + (whitepaper_id is not null) + (webinar_id is not null) = 1),
    constraint ck_translations_slug check (item_kind = 'page' or slug <> '' and instr(slug, '/') = 0),
    constraint ck_translations_published check (status = 'draft' or published_at is not null),
    constraint ck_translations_period check (unpublished_at > published_at)
);

-- An address that an item once had. It points at the item and not at an address, so chains cannot form.
create table slug_redirects (
    id integer primary key autoincrement,
    item_kind text not null,
    item_id integer not null,
    language text not null,
    slug text not null,
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),

    page_id integer generated always as (iif(item_kind = 'page', item_id, null)) virtual
        references pages(id) on delete cascade,
    whitepaper_id integer generated always as (iif(item_kind = 'whitepaper', item_id, null)) virtual
        references whitepapers(id) on delete cascade,
    webinar_id integer generated always as (iif(item_kind = 'webinar', item_id, null)) virtual
        references webinars(id) on delete cascade,

    constraint ck_slug_redirects_item check ((page_id is not null) + (whitepaper_id is not null) + (webinar_id is not null) = 1)
);

-- What there is moves in; in the order of the search's documents, by which results of the same rank were sorted.
insert into translations (
    item_kind, item_id, language, slug, status, published_at, unpublished_at, changed_at, deleted_at, title, renderer, words,
    headings, folded, html, plain
)
select
    t.item_kind, t.item_id, t.language, t.slug, t.status, t.published_at, t.unpublished_at, t.changed_at, t.deleted_at, t.title,
    t.renderer, t.words, t.headings, t.folded, t.html, t.plain
from (
    select
        'page' as item_kind, l.page_id as item_id, l.language, l.slug, l.status, l.published_at, l.unpublished_at, l.changed_at,
        l.deleted_at, coalesce(p.title ->> l.language, '') as title, l.renderer, l.words, l.headings, '' as folded, l.html, l.plain
    from page_languages l
    join pages p on p.id = l.page_id
    union all
    select
        'whitepaper', l.whitepaper_id, l.language, l.slug, l.status, l.published_at, l.unpublished_at, l.changed_at,
        l.deleted_at, coalesce(w.title ->> l.language, ''), l.renderer, 0, '[]', l.folded, l.html,
        ltrim(coalesce(w.description ->> l.language, '') || ' ' || l.plain)
    from whitepaper_languages l
    join whitepapers w on w.id = l.whitepaper_id
    union all
    -- A webinar has one slug for all its languages; where that stood, it still stands. Its text is rendered at the next start.
    select
        'webinar', w.id, t.key, replace(w.slug, '/', '-'), iif(w.published_at is null, 'draft', 'published'), w.published_at, null,
        coalesce(w.updated_at, w.created_at), w.deleted_at, t.value, 0, 0, '[]', '', '',
        ltrim(coalesce(w.presenter_name, '') || ' ' || coalesce(w.description ->> t.key, ''))
    from webinars w, json_each(w.title) t
    where t.type = 'text'
) t
left join search_documents d on d.kind = t.item_kind and d.item_id = t.item_id and d.language = t.language
order by d.id is null, d.id, t.item_kind, t.item_id, t.language;

insert into slug_redirects (item_kind, item_id, language, slug, created_at)
select 'page', page_id, language, slug, created_at from redirects
union all
select 'whitepaper', whitepaper_id, language, slug, created_at from whitepaper_redirects;

create unique index uq_translations_item on translations(item_kind, item_id, language);
create unique index uq_translations_slug on translations(item_kind, language, slug) where deleted_at is null;
create index idx_translations_page_id on translations(page_id) where page_id is not null;
create index idx_translations_whitepaper_id on translations(whitepaper_id) where whitepaper_id is not null;
create index idx_translations_webinar_id on translations(webinar_id) where webinar_id is not null;
create index idx_translations_renderer on translations(renderer);

create unique index uq_slug_redirects_slug on slug_redirects(item_kind, language, slug);
create index idx_slug_redirects_page_id on slug_redirects(page_id) where page_id is not null;
create index idx_slug_redirects_whitepaper_id on slug_redirects(whitepaper_id) where whitepaper_id is not null;
create index idx_slug_redirects_webinar_id on slug_redirects(webinar_id) where webinar_id is not null;

-- Where an item is read in each language, without touching the rows with the texts. SQLite needs the columns of an index's own
-- condition in it, too.
create index idx_translations_live
on translations(item_kind, item_id, language, slug, published_at, unpublished_at, changed_at, title, status, deleted_at)
where status = 'published' and deleted_at is null;

-- What was published last.
create index idx_translations_published on translations(item_kind, language, published_at, item_id)
where status = 'published' and deleted_at is null;

-- Which texts the search may show, without touching them.
create index idx_translations_searched
on translations(id, item_kind, language, published_at, unpublished_at, status, deleted_at)
where status = 'published' and deleted_at is null;

-- What was there goes, with the triggers on it.
drop trigger pages_searchable_updated;
drop trigger webinars_searchable_inserted;
drop trigger webinars_searchable_updated;
drop trigger webinars_searchable_deleted;
drop trigger whitepapers_searchable_updated;
drop trigger pages_trashed_or_restored;
drop trigger pages_titled_when_inserted;
drop trigger pages_titled;
drop trigger whitepapers_trashed_or_restored;
drop trigger whitepapers_titled_when_inserted;
drop trigger whitepapers_titled;
drop trigger system_settings_default_language_updated;
drop trigger system_settings_default_language_of_whitepapers;
drop trigger webinars_touched;
drop view searchable;
drop view page_summaries;
drop view whitepaper_summaries;
drop view whitepaper_lists;
drop view page_lookups;
drop table search_fts;
drop view search_texts;
drop table search_documents;
drop table page_languages;
drop table whitepaper_languages;
drop table redirects;
drop table whitepaper_redirects;

-- Visibility: what visitors may see, each from and until a time that a query asks for (`visible_from <= ? and ? < visible_until`).
-- No other place says so. The plus keeps SQLite from looking for a time where it should look for an address: it takes a range
-- of times for narrower than it is.
create view live_translations as
select t.*, +t.published_at as visible_from, coalesce(t.unpublished_at, '9999-12-31 23:59:59') as visible_until
from translations t
where t.status = 'published' and t.deleted_at is null;

-- The same for who knows the id already: from an index that holds no texts.
create view live_documents as
select
    t.id, t.item_kind, t.language,
    +t.published_at as visible_from, coalesce(t.unpublished_at, '9999-12-31 23:59:59') as visible_until
from translations t indexed by idx_translations_searched
where t.status = 'published' and t.deleted_at is null;

-- Where visitors may have been, from that time on: also what is visible no more.
create view known_translations as
select t.item_kind, t.item_id, t.language, t.slug, t.published_at as known_from
from translations t
where t.published_at is not null and t.deleted_at is null;

-- What an item of each kind brings to its translations.
create view translation_sources as
select
    t.id, t.item_kind, t.item_id, t.language,
    coalesce(p.version, w.version, n.version) as version,
    coalesce(p.title, w.title, n.title) ->> t.language as title,
    -- The Markdown that is rendered, and what else belongs to its words, before them
    coalesce(p.content, w.preview_content, n.description) ->> t.language as markdown,
    coalesce(w.description ->> t.language, n.presenter_name) as lead,
    -- The text without which it is not published
    coalesce(p.content, w.description, n.description) ->> t.language as required,
    -- Feeds
    coalesce(p.excerpt, w.description, n.description) ->> t.language as summary,
    coalesce(p.author_id, w.author_id) as author_id,
    coalesce(p.template not in ('home', 'legal'), w.lead_magnet_active, 1) as is_news
from translations t
left join pages p on p.id = t.page_id
left join whitepapers w on w.id = t.whitepaper_id
left join webinars n on n.id = t.webinar_id;

-- All that has translations.
alter table webinars add column updated_by integer references admin_users(id) on delete set null;
create index idx_webinars_updated_by on webinars(updated_by);

create view items as
select 'page' as kind, id, version, title, deleted_at, slug, status, published_at, draft_languages, list_title
from pages
union all
select 'whitepaper', id, version, title, deleted_at, slug, status, published_at, draft_languages, list_title
from whitepapers
union all
-- The status of a webinar tells how far it is, not whether it is published; no list of webinars needs the last two yet.
select 'webinar', id, version, title, deleted_at, slug, null, published_at, null, null
from webinars;

-- What the columns of an item that sum up its languages should hold. The language that speaks for an item is the site's default
-- one, else the first by its tag. Slugs of the default language are at the root, others under their tag (/de/ueber-uns):
-- so the summary is the item's path and as unique as it is.
create view item_summaries as
select
    i.kind as item_kind,
    i.id as item_id,
    coalesce(
        (select t.slug from translations t where t.item_kind = i.kind and t.item_id = i.id and t.language = d.language),
        (
            select rtrim(t.language || '/' || t.slug, '/')
            from translations t
            where t.item_kind = i.kind and t.item_id = i.id
            order by t.language
            limit 1
        ),
        i.slug
    ) as slug,
    coalesce((select max(t.status) from translations t where t.item_kind = i.kind and t.item_id = i.id), i.status) as status,
    case
        when exists (select 1 from translations t where t.item_kind = i.kind and t.item_id = i.id)
            then (
                select min(t.published_at)
                from translations t
                where t.item_kind = i.kind and t.item_id = i.id and t.status = 'published'
            )
        else i.published_at
    end as published_at,
    (
        select count(*) from translations t where t.item_kind = i.kind and t.item_id = i.id and t.status = 'draft'
    ) as draft_languages,
    -- Umlauts beside their vowels, as German lists sort (DIN 5007-1).
    lower(
        replace(replace(replace(replace(replace(replace(replace(
            coalesce(
                i.title ->> d.language,
                (select t.value from json_each(i.title) t order by t.key limit 1),
                ''
            ),
        'Ä', 'a'), 'Ö', 'o'), 'Ü', 'u'), 'ä', 'a'), 'ö', 'o'), 'ü', 'u'), 'ß', 'ss')
    ) as list_title
from items i
join (select coalesce((select value from system_settings where key = 'default_language'), 'en') as language) d;

-- `update item_summaries set item_id = item_id` writes what should be there into the columns of the items.
create trigger item_summaries_written
instead of update on item_summaries
begin
    update pages
    set slug = new.slug, status = new.status, published_at = new.published_at, draft_languages = new.draft_languages,
        list_title = new.list_title
    where new.item_kind = 'page' and id = new.item_id;

    update whitepapers
    set slug = new.slug, status = new.status, published_at = new.published_at, draft_languages = new.draft_languages,
        list_title = new.list_title
    where new.item_kind = 'whitepaper' and id = new.item_id;

    update webinars
    set slug = new.slug, published_at = new.published_at
    where new.item_kind = 'webinar' and id = new.item_id;
end;

-- Columns that only sum up the languages are not named any more: whoever writes a language writes updated_at.
create trigger webinars_touched
after update of title, description, scheduled_at, duration_minutes, timezone, max_participants, meeting_url, recording_url,
    presentation_file_id, status, registration_enabled, registration_deadline, presenter_name, presenter_bio,
    presenter_avatar_id, deleted_at on webinars
when new.updated_at is old.updated_at
begin
    update webinars set updated_at = datetime('now') where id = new.id;
end;

update webinars set slug = '~' || id;
update item_summaries set item_id = item_id where item_kind = 'webinar';

-- Another default language, other summaries. The first statements free all slugs, so that two can exchange theirs.
create trigger system_settings_default_language_updated
after update of value on system_settings
when new.key = 'default_language' and new.value is not old.value
begin
    update pages set slug = '~' || id;
    update whitepapers set slug = '~' || id;
    update webinars set slug = '~' || id;
    update item_summaries set item_id = item_id;
end;

-- An item's title and trash go to its translations.
create trigger pages_titled_when_inserted
after insert on pages
begin
    update item_summaries set item_id = item_id where item_kind = 'page' and item_id = new.id;
end;

create trigger pages_titled
after update of title on pages
begin
    update item_summaries set item_id = item_id where item_kind = 'page' and item_id = new.id;
    update translations set title = coalesce(new.title ->> language, '') where item_kind = 'page' and item_id = new.id;
end;

create trigger pages_trashed_or_restored
after update of deleted_at on pages
when new.deleted_at is not old.deleted_at
begin
    update translations set deleted_at = new.deleted_at where item_kind = 'page' and item_id = new.id;
end;

create trigger whitepapers_titled_when_inserted
after insert on whitepapers
begin
    update item_summaries set item_id = item_id where item_kind = 'whitepaper' and item_id = new.id;
end;

create trigger whitepapers_titled
after update of title on whitepapers
begin
    update item_summaries set item_id = item_id where item_kind = 'whitepaper' and item_id = new.id;
    update translations set title = coalesce(new.title ->> language, '') where item_kind = 'whitepaper' and item_id = new.id;
end;

create trigger whitepapers_trashed_or_restored
after update of deleted_at on whitepapers
when new.deleted_at is not old.deleted_at
begin
    update translations set deleted_at = new.deleted_at where item_kind = 'whitepaper' and item_id = new.id;
end;

create trigger webinars_titled
after update of title on webinars
begin
    update translations set title = coalesce(new.title ->> language, '') where item_kind = 'webinar' and item_id = new.id;
end;

create trigger webinars_trashed_or_restored
after update of deleted_at on webinars
when new.deleted_at is not old.deleted_at
begin
    update translations set deleted_at = new.deleted_at where item_kind = 'webinar' and item_id = new.id;
end;

-- Search: what is indexed of a text, once it is published. German ß is written ss, so that each form finds the other. Language
-- and kind are words of the index too (langde, kindpage), so that one MATCH asks for all. Whether its time has come is a condition
-- of the query.
create view search_texts as
select
    id,
    replace(replace(title, 'ß', 'ss'), 'ẞ', 'ss') as title,
    replace(replace(plain, 'ß', 'ss'), 'ẞ', 'ss') as body,
    'lang' || replace(language, '-', '') || ' kind' || item_kind as tags
from translations
where status = 'published' and deleted_at is null;

create virtual table search_fts using fts5(
    title, body, tags,
    content = 'search_texts',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);

insert into search_fts (search_fts) values ('rebuild');

-- The index forgets a text by the words that it was given: before the row changes.
create trigger translations_searched_no_more
before update of item_kind, language, status, deleted_at, title, plain on translations
when new.item_kind is not old.item_kind or new.language is not old.language or new.status is not old.status
    or new.deleted_at is not old.deleted_at or new.title is not old.title or new.plain is not old.plain
begin
    insert into search_fts (search_fts, rowid, title, body, tags)
    select 'delete', s.id, s.title, s.body, s.tags from search_texts s where s.id = old.id;
end;

create trigger translations_searched
after update of item_kind, language, status, deleted_at, title, plain on translations
when new.item_kind is not old.item_kind or new.language is not old.language or new.status is not old.status
    or new.deleted_at is not old.deleted_at or new.title is not old.title or new.plain is not old.plain
begin
    insert into search_fts (rowid, title, body, tags)
    select s.id, s.title, s.body, s.tags from search_texts s where s.id = new.id;
end;

create trigger translations_purged
before delete on translations
begin
    insert into search_fts (search_fts, rowid, title, body, tags)
    select 'delete', s.id, s.title, s.body, s.tags from search_texts s where s.id = old.id;
end;

-- One trigger, because its statements must come in this order.
create trigger translations_inserted
after insert on translations
begin
    insert into search_fts (rowid, title, body, tags)
    select s.id, s.title, s.body, s.tags from search_texts s where s.id = new.id;

    update translations
    set title = coalesce(i.title ->> new.language, ''), deleted_at = i.deleted_at
    from items i
    where translations.id = new.id and i.kind = new.item_kind and i.id = new.item_id
        and (new.title, new.deleted_at) is not (coalesce(i.title ->> new.language, ''), i.deleted_at);

    update item_summaries set item_id = item_id where item_kind = new.item_kind and item_id = new.item_id;

    delete from slug_redirects
    where new.status = 'published' and new.deleted_at is null
        and item_kind = new.item_kind and language = new.language and slug = new.slug;
end;

create trigger translations_updated
after update of language, slug, status, published_at, deleted_at on translations
when new.language is not old.language or new.slug is not old.slug or new.status is not old.status
    or new.published_at is not old.published_at or new.deleted_at is not old.deleted_at
begin
    update item_summaries set item_id = item_id where item_kind = new.item_kind and item_id = new.item_id;

    -- Where visitors may have been, they are led on.
    insert into slug_redirects (item_kind, item_id, language, slug)
    select old.item_kind, old.item_id, old.language, old.slug
    where old.published_at is not null and (new.slug is not old.slug or new.language is not old.language)
    on conflict (item_kind, language, slug) do update set item_id = excluded.item_id, created_at = datetime('now');

    delete from slug_redirects
    where new.status = 'published' and new.deleted_at is null
        and item_kind = new.item_kind and language = new.language and slug = new.slug;
end;

create trigger translations_deleted
after delete on translations
begin
    update item_summaries set item_id = item_id where item_kind = old.item_kind and item_id = old.item_id;
end;

-- The admin's list of pages.
create view page_lookups as
select
    p.id as page_id,
    p.list_title as list_title,
    coalesce(p.updated_at, p.created_at) as updated_at,
    p.deleted_at as deleted_at,
    coalesce(p.template, 'default') as template,
    coalesce(p.is_featured, 0) as is_featured,
    p.draft_languages as draft_languages,
    (
        select max(t.published_at)
        from translations t
        where t.item_kind = 'page' and t.item_id = p.id and t.status = 'published'
    ) as planned_at,
    exists (
        select 1
        from json_each(coalesce((select value from system_settings where key = 'supported_languages'), '["en", "de"]')) s
        where not exists (
            select 1
            from translations t
            where t.item_kind = 'page' and t.item_id = p.id and t.language = s.value and (
                t.status = 'draft'
                or t.changed_at >= coalesce(
                    (
                        select d.changed_at
                        from translations d
                        where d.item_kind = 'page' and d.item_id = p.id
                            and d.language = coalesce((select value from system_settings where key = 'default_language'), 'en')
                    ),
                    ''
                )
            )
        )
    ) as is_untranslated,
    -- Empty before the first language is written, so that a new page is indexed once.
    coalesce(
        (
            select replace(replace((select group_concat(t.value, ' ') from json_each(p.title) t), 'ß', 'ss'), 'ẞ', 'ss')
                || ' ' || group_concat(t.slug, ' ')
            from translations t
            where t.item_kind = 'page' and t.item_id = p.id
        ),
        ''
    ) as words
from pages p;

create trigger translations_page_lookup_inserted
after insert on translations
when new.item_kind = 'page'
begin
    update page_lookup
    set (planned_at, is_untranslated, words) = (
        select s.planned_at, s.is_untranslated, s.words from page_lookups s where s.page_id = page_lookup.page_id
    )
    where page_id = new.item_id;
end;

create trigger translations_page_lookup_updated
after update of language, slug, status, published_at, changed_at on translations
when new.item_kind = 'page'
begin
    update page_lookup
    set (planned_at, is_untranslated, words) = (
        select s.planned_at, s.is_untranslated, s.words from page_lookups s where s.page_id = page_lookup.page_id
    )
    where page_id = new.item_id;
end;

create trigger translations_page_lookup_deleted
after delete on translations
when old.item_kind = 'page' and exists (select 1 from pages p where p.id = old.item_id)
begin
    update page_lookup
    set (planned_at, is_untranslated, words) = (
        select s.planned_at, s.is_untranslated, s.words from page_lookups s where s.page_id = page_lookup.page_id
    )
    where page_id = old.item_id;
end;

-- The admin's list of whitepapers.
create view whitepaper_lists as
select
    w.id as whitepaper_id,
    (
        select max(t.published_at)
        from translations t
        where t.item_kind = 'whitepaper' and t.item_id = w.id and t.status = 'published'
    ) as planned_at,
    exists (
        select 1
        from json_each(coalesce((select value from system_settings where key = 'supported_languages'), '["en", "de"]')) s
        where not exists (
            select 1
            from translations t
            where t.item_kind = 'whitepaper' and t.item_id = w.id and t.language = s.value and (
                t.status = 'draft'
                or t.changed_at >= coalesce(
                    (
                        select d.changed_at
                        from translations d
                        where d.item_kind = 'whitepaper' and d.item_id = w.id
                            and d.language = coalesce((select value from system_settings where key = 'default_language'), 'en')
                    ),
                    ''
                )
            )
        )
    ) as is_untranslated,
    coalesce(
        (
            select group_concat(t.folded || ' ' || t.slug, ' ')
            from translations t
            where t.item_kind = 'whitepaper' and t.item_id = w.id
        ),
        ''
    ) as words
from whitepapers w;
