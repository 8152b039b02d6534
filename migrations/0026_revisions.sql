-- A draft beside what is live. Saving writes a revision; what visitors read changes only by publishing. A change of a live text that
-- waits for its time is a second row of its language.

-- The whole form of an item, each time it was saved. The last one is its draft.
create table revisions (
    id integer primary key autoincrement,
    item_kind text not null, -- page, whitepaper, webinar
    item_id integer not null,
    number integer not null check (number >= 1),
    snapshot text not null check (json_valid(snapshot) and json_type(snapshot) = 'object'), -- the form
    -- By language: when its text was last written
    written_at text not null default '{}' check (json_valid(written_at) and json_type(written_at) = 'object'),
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    created_by integer references admin_users(id) on delete set null,

    page_id integer generated always as (iif(item_kind = 'page', item_id, null)) virtual
        references pages(id) on delete cascade,
    whitepaper_id integer generated always as (iif(item_kind = 'whitepaper', item_id, null)) virtual
        references whitepapers(id) on delete cascade,
    webinar_id integer generated always as (iif(item_kind = 'webinar', item_id, null)) virtual
        references webinars(id) on delete cascade,

    constraint ck_revisions_item check ((page_id is not null) + (whitepaper_id is not null) + (webinar_id is not null) = 1)
);

create unique index uq_revisions_item on revisions(item_kind, item_id, number);
create index idx_revisions_created_by on revisions(created_by);
create index idx_revisions_page_id on revisions(page_id) where page_id is not null;
create index idx_revisions_whitepaper_id on revisions(whitepaper_id) where whitepaper_id is not null;
create index idx_revisions_webinar_id on revisions(webinar_id) where webinar_id is not null;

insert into revisions (item_kind, item_id, number, snapshot, created_at, created_by)
select 'page', page_id, version, snapshot, created_at, created_by
from page_revisions
order by page_id, version;

drop table page_revisions;

-- Until now what was saved was live. So the draft of each item is what its columns hold: a revision of its own, where the last one
-- does not say the same.
insert into revisions (item_kind, item_id, number, snapshot, created_at, created_by)
select
    'page', p.id,
    coalesce((select max(number) from revisions where item_kind = 'page' and item_id = p.id), 0) + 1,
    p.snapshot, p.saved_at, p.updated_by
from (
    select
        p.id, coalesce(p.updated_at, p.created_at) as saved_at, p.updated_by,
        json_object(
            'id', p.id,
            'version', p.version,
            'template', coalesce(p.template, 'default'),
            'is_featured', json(iif(coalesce(p.is_featured, 0), 'true', 'false')),
            'in_menu', json(iif(p.in_menu, 'true', 'false')),
            'sort_order', cast(coalesce(p.sort_order, 0) as text),
            'canonical_url', coalesce(p.canonical_url, ''),
            'texts', json((
                select json_group_object(
                    t.language,
                    json_object(
                        'title', t.title,
                        'slug', t.slug,
                        'content', coalesce(p.content ->> t.language, ''),
                        'excerpt', coalesce(p.excerpt ->> t.language, ''),
                        'meta_description', coalesce(p.meta_description ->> t.language, ''),
                        'seo_title', coalesce(p.seo_title ->> t.language, ''),
                        'seo_keywords', coalesce(p.seo_keywords ->> t.language, '')
                    )
                    order by t.language
                )
                from translations t
                where t.item_kind = 'page' and t.item_id = p.id
            ))
        ) as snapshot
    from pages p
) p
where not exists (
    select 1
    from revisions r
    where r.item_kind = 'page' and r.item_id = p.id
        and r.number = (select max(number) from revisions where item_kind = 'page' and item_id = p.id)
        and json_remove(r.snapshot, '$.id', '$.version') = json_remove(p.snapshot, '$.id', '$.version')
)
order by p.id;

insert into revisions (item_kind, item_id, number, snapshot, created_at, created_by)
select
    'whitepaper', w.id, 1,
    json_object(
        'id', w.id,
        'version', w.version,
        'file', w.file_id,
        'cover', w.thumbnail_id,
        'category', iif(w.category in ('case-study', 'guide', 'report', 'checklist', 'standard'), w.category, 'guide'),
        'tags', coalesce((select group_concat(value, ', ') from json_each(w.tags)), ''),
        'industries', coalesce((select group_concat(value, ', ') from json_each(w.industry)), ''),
        'requires_registration', json(iif(coalesce(w.requires_registration, 1), 'true', 'false')),
        'lead_magnet_active', json(iif(coalesce(w.lead_magnet_active, 1), 'true', 'false')),
        'featured', json(iif(coalesce(w.featured, 0), 'true', 'false')),
        'sort_order', cast(coalesce(w.sort_order, 0) as text),
        'texts', json((
            select json_group_object(
                t.language,
                json_object(
                    'title', t.title,
                    'slug', t.slug,
                    'description', coalesce(w.description ->> t.language, ''),
                    'preview', coalesce(w.preview_content ->> t.language, ''),
                    'meta_title', coalesce(w.meta_title ->> t.language, ''),
                    'meta_description', coalesce(w.meta_description ->> t.language, '')
                )
                order by t.language
            )
            from translations t
            where t.item_kind = 'whitepaper' and t.item_id = w.id
        ))
    ),
    coalesce(w.updated_at, w.created_at), w.updated_by
from whitepapers w
order by w.id;

update revisions
set written_at = (
    select json_group_object(t.language, t.changed_at)
    from translations t
    where t.item_kind = revisions.item_kind and t.item_id = revisions.item_id
)
where number = (
    select max(r.number) from revisions r where r.item_kind = revisions.item_kind and r.item_id = revisions.item_id
);

-- Of a published language: whether publishing it would change what visitors read.
alter table translations add column has_changes boolean not null default 0 check (has_changes in (0, 1));

-- When its text was written; `changed_at` is when visitors could read it. A translation is outdated by what was written later.
alter table translations add column written_at datetime check (written_at is datetime(written_at));
update translations set written_at = changed_at;

-- A change of a live text that waits for its time: its text is that of a revision, and its period follows the first row's. It
-- remembers when the text was first published, and when it would have ended.
alter table translations add column revision_id integer references revisions(id) on delete cascade;
alter table translations add column first_published_at datetime check (first_published_at is datetime(first_published_at));
alter table translations add column replaced_until datetime check (replaced_until is datetime(replaced_until));
create index idx_translations_revision_id on translations(revision_id) where revision_id is not null;

-- A language has one text, and one that is planned.
drop index uq_translations_item;
create unique index uq_translations_item on translations(item_kind, item_id, language) where revision_id is null;
create unique index uq_translations_planned on translations(item_kind, item_id, language) where revision_id is not null;
create index idx_translations_item on translations(item_kind, item_id, language);

-- Two rows of one language may have the same slug.
drop index uq_translations_slug;
create index idx_translations_slug on translations(item_kind, language, slug) where deleted_at is null;

-- Which slugs an item holds: those of its texts, planned ones and its draft's, some twice. In the trash it holds none.
create view item_slugs as
select t.item_kind, t.item_id, t.language, t.slug
from translations t
where
    case t.item_kind
        when 'page' then exists (select 1 from pages i where i.id = t.item_id and i.deleted_at is null)
        when 'whitepaper' then exists (select 1 from whitepapers i where i.id = t.item_id and i.deleted_at is null)
        else exists (select 1 from webinars i where i.id = t.item_id and i.deleted_at is null)
    end
union all
select r.item_kind, r.item_id, cast(x.key as text), x.value ->> 'slug'
from revisions r, json_each(r.snapshot, '$.texts') x
where r.number = (select max(l.number) from revisions l where l.item_kind = r.item_kind and l.item_id = r.item_id)
    and x.value ->> 'slug' is not null
    and case r.item_kind
        when 'page' then exists (select 1 from pages i where i.id = r.item_id and i.deleted_at is null)
        when 'whitepaper' then exists (select 1 from whitepapers i where i.id = r.item_id and i.deleted_at is null)
        else exists (select 1 from webinars i where i.id = r.item_id and i.deleted_at is null)
    end;

-- The same as a table, in which no two items can hold the same slug.
create table slug_claims (
    item_kind text not null,
    language text not null,
    slug text not null,
    item_id integer not null,

    primary key (item_kind, language, slug)
) without rowid;

create index idx_slug_claims_item on slug_claims(item_kind, item_id);

insert into slug_claims (item_kind, language, slug, item_id)
select distinct item_kind, language, slug, item_id from item_slugs;

create trigger slugs_claimed_by_translation
after insert on translations
begin
    insert into slug_claims (item_kind, language, slug, item_id)
    select distinct s.item_kind, s.language, s.slug, s.item_id
    from item_slugs s
    where s.item_kind = new.item_kind and s.item_id = new.item_id
        and not exists (
            select 1
            from slug_claims c
            where c.item_kind = s.item_kind and c.language = s.language and c.slug = s.slug and c.item_id = s.item_id
        );
end;

create trigger slugs_claimed_anew_by_translation
after update of language, slug, deleted_at on translations
when new.language is not old.language or new.slug is not old.slug or new.deleted_at is not old.deleted_at
begin
    delete from slug_claims
    where item_kind = new.item_kind and item_id = new.item_id
        and (language, slug) not in (
            select s.language, s.slug from item_slugs s where s.item_kind = new.item_kind and s.item_id = new.item_id
        );

    insert into slug_claims (item_kind, language, slug, item_id)
    select distinct s.item_kind, s.language, s.slug, s.item_id
    from item_slugs s
    where s.item_kind = new.item_kind and s.item_id = new.item_id
        and not exists (
            select 1
            from slug_claims c
            where c.item_kind = s.item_kind and c.language = s.language and c.slug = s.slug and c.item_id = s.item_id
        );
end;

create trigger slugs_given_up_by_translation
after delete on translations
begin
    delete from slug_claims
    where item_kind = old.item_kind and item_id = old.item_id
        and (language, slug) not in (
            select s.language, s.slug from item_slugs s where s.item_kind = old.item_kind and s.item_id = old.item_id
        );
end;

create trigger slugs_claimed_by_draft
after insert on revisions
begin
    delete from slug_claims
    where item_kind = new.item_kind and item_id = new.item_id
        and (language, slug) not in (
            select s.language, s.slug from item_slugs s where s.item_kind = new.item_kind and s.item_id = new.item_id
        );

    insert into slug_claims (item_kind, language, slug, item_id)
    select distinct s.item_kind, s.language, s.slug, s.item_id
    from item_slugs s
    where s.item_kind = new.item_kind and s.item_id = new.item_id
        and not exists (
            select 1
            from slug_claims c
            where c.item_kind = s.item_kind and c.language = s.language and c.slug = s.slug and c.item_id = s.item_id
        );
end;

-- Visibility, as before; a planned change was first published when its text was.
drop view live_translations;
create view live_translations as
select
    t.*,
    +t.published_at as visible_from,
    coalesce(t.unpublished_at, '9999-12-31 23:59:59') as visible_until,
    coalesce(t.first_published_at, t.published_at) as first_visible_at
from translations t
where t.status = 'published' and t.deleted_at is null;

-- What an item of each kind brings to its translations; to a planned change its revision does.
drop view translation_sources;
create view translation_sources as
select
    t.id, t.item_kind, t.item_id, t.language,
    coalesce(p.version, w.version, n.version) as version,
    -- The Markdown that is rendered, and what else belongs to its words, before them
    iif(
        r.id is null,
        coalesce(p.content, w.preview_content, n.description) ->> t.language,
        coalesce(r.snapshot -> 'texts' -> t.language ->> 'content', r.snapshot -> 'texts' -> t.language ->> 'preview')
    ) as markdown,
    iif(
        r.id is null,
        coalesce(w.description ->> t.language, n.presenter_name),
        nullif(r.snapshot -> 'texts' -> t.language ->> 'description', '')
    ) as lead,
    -- The text without which it is not published
    coalesce(p.content, w.description, n.description) ->> t.language as required,
    -- Feeds
    iif(
        r.id is null,
        coalesce(p.excerpt, w.description, n.description) ->> t.language,
        nullif(
            coalesce(r.snapshot -> 'texts' -> t.language ->> 'excerpt', r.snapshot -> 'texts' -> t.language ->> 'description'), ''
        )
    ) as summary,
    coalesce(p.author_id, w.author_id) as author_id,
    coalesce(p.template not in ('home', 'legal'), w.lead_magnet_active, 1) as is_news
from translations t
left join revisions r on r.id = t.revision_id
left join pages p on p.id = t.page_id
left join whitepapers w on w.id = t.whitepaper_id
left join webinars n on n.id = t.webinar_id;

-- The columns of an item sum up its languages; what is planned is in none of them. What differs from its published text counts as
-- a draft.
drop view item_summaries;
create view item_summaries as
select
    i.kind as item_kind,
    i.id as item_id,
    coalesce(
        (
            select t.slug
            from translations t
            where t.item_kind = i.kind and t.item_id = i.id and t.language = d.language and t.revision_id is null
        ),
        (
            select rtrim(t.language || '/' || t.slug, '/')
            from translations t
            where t.item_kind = i.kind and t.item_id = i.id and t.revision_id is null
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
        select count(*)
        from translations t
        where t.item_kind = i.kind and t.item_id = i.id and t.revision_id is null and (t.status = 'draft' or t.has_changes)
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

-- A planned change has a title of its own.
drop trigger pages_titled;
create trigger pages_titled
after update of title on pages
begin
    update item_summaries set item_id = item_id where item_kind = 'page' and item_id = new.id;
    update translations
    set title = coalesce(new.title ->> language, '')
    where item_kind = 'page' and item_id = new.id and revision_id is null;
end;

drop trigger whitepapers_titled;
create trigger whitepapers_titled
after update of title on whitepapers
begin
    update item_summaries set item_id = item_id where item_kind = 'whitepaper' and item_id = new.id;
    update translations
    set title = coalesce(new.title ->> language, '')
    where item_kind = 'whitepaper' and item_id = new.id and revision_id is null;
end;

drop trigger webinars_titled;
create trigger webinars_titled
after update of title on webinars
begin
    update translations
    set title = coalesce(new.title ->> language, '')
    where item_kind = 'webinar' and item_id = new.id and revision_id is null;
end;

-- An old address stays one until the planned change is the text.
drop trigger translations_inserted;
create trigger translations_inserted
after insert on translations
begin
    insert into search_fts (rowid, title, body, tags)
    select s.id, s.title, s.body, s.tags from search_texts s where s.id = new.id;

    update translations
    set title = iif(new.revision_id is null, coalesce(i.title ->> new.language, ''), new.title), deleted_at = i.deleted_at
    from items i
    where translations.id = new.id and i.kind = new.item_kind and i.id = new.item_id
        and (new.title, new.deleted_at)
            is not (iif(new.revision_id is null, coalesce(i.title ->> new.language, ''), new.title), i.deleted_at);

    update item_summaries set item_id = item_id where item_kind = new.item_kind and item_id = new.item_id;

    delete from slug_redirects
    where new.status = 'published' and new.deleted_at is null and new.revision_id is null
        and item_kind = new.item_kind and language = new.language and slug = new.slug;
end;

drop trigger translations_updated;
create trigger translations_updated
after update of language, slug, status, published_at, deleted_at, has_changes on translations
when new.language is not old.language or new.slug is not old.slug or new.status is not old.status
    or new.published_at is not old.published_at or new.deleted_at is not old.deleted_at
    or new.has_changes is not old.has_changes
begin
    update item_summaries set item_id = item_id where item_kind = new.item_kind and item_id = new.item_id;

    -- Where visitors may have been, they are led on.
    insert into slug_redirects (item_kind, item_id, language, slug)
    select old.item_kind, old.item_id, old.language, old.slug
    where old.published_at is not null and (new.slug is not old.slug or new.language is not old.language)
    on conflict (item_kind, language, slug) do update set item_id = excluded.item_id, created_at = datetime('now');

    delete from slug_redirects
    where new.status = 'published' and new.deleted_at is null and new.revision_id is null
        and item_kind = new.item_kind and language = new.language and slug = new.slug;
end;

-- The admin's lists: outdated is what is published and was written before the published text in the default language.
drop view page_lookups;
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
            where t.item_kind = 'page' and t.item_id = p.id and t.language = s.value and t.revision_id is null and (
                t.status = 'draft'
                or coalesce(t.written_at, t.changed_at) >= coalesce(
                    (
                        select coalesce(d.written_at, d.changed_at)
                        from translations d
                        where d.item_kind = 'page' and d.item_id = p.id and d.revision_id is null and d.status = 'published'
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
            where t.item_kind = 'page' and t.item_id = p.id and t.revision_id is null
        ),
        ''
    ) as words
from pages p;

drop trigger translations_page_lookup_updated;
create trigger translations_page_lookup_updated
after update of language, slug, status, published_at, changed_at, written_at on translations
when new.item_kind = 'page'
begin
    update page_lookup
    set (planned_at, is_untranslated, words) = (
        select s.planned_at, s.is_untranslated, s.words from page_lookups s where s.page_id = page_lookup.page_id
    )
    where page_id = new.item_id;
end;

drop view whitepaper_lists;
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
            where t.item_kind = 'whitepaper' and t.item_id = w.id and t.language = s.value and t.revision_id is null and (
                t.status = 'draft'
                or coalesce(t.written_at, t.changed_at) >= coalesce(
                    (
                        select coalesce(d.written_at, d.changed_at)
                        from translations d
                        where d.item_kind = 'whitepaper' and d.item_id = w.id and d.revision_id is null
                            and d.status = 'published'
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
            where t.item_kind = 'whitepaper' and t.item_id = w.id and t.revision_id is null
        ),
        ''
    ) as words
from whitepapers w;

update page_lookup
set is_untranslated = (select s.is_untranslated from page_lookups s where s.page_id = page_lookup.page_id);

-- A file that a draft asks a name for is closed before that is published.
create trigger revisions_gate
after insert on revisions
when new.item_kind = 'whitepaper' and new.snapshot ->> 'requires_registration'
begin
    update media_files set is_gated = 1 where id = new.snapshot ->> 'file' and is_gated = 0;
end;
