-- What the search finds whitepapers by, and letters as readers type them: o for ø, l for ł, d for đ, ae for æ, oe for œ.

-- By which version of the program words are folded that are stored for lists. Those of an older one are folded again at start.
create table word_versions (
    name text primary key, -- fold: media_files.words and translations.folded
    version integer not null check (version >= 0)
) without rowid;

-- Nothing is to be done where nothing is stored.
insert into word_versions (name, version)
select 'fold', iif(exists (select 1 from media_files) or exists (select 1 from translations where folded <> ''), 1, 2);

-- A whitepaper is found by its category too, in both languages of the program.
update translations
set folded = folded || coalesce(
    (
        select case w.category
            when 'case-study' then ' case study fallstudie'
            when 'guide' then ' guide leitfaden'
            when 'report' then ' report bericht'
            when 'checklist' then ' checklist checkliste'
            when 'standard' then ' standard norm'
        end
        from whitepapers w
        where w.id = translations.whitepaper_id
    ),
    ''
)
where item_kind = 'whitepaper';

-- `folded` has category, tags and industries.
drop view search_texts;
create view search_texts as
select
    id,
    coalesce(iif(indexed_title_of = title, indexed_title, null), replace(replace(title, 'ß', 'ss'), 'ẞ', 'ss')) as title,
    coalesce(indexed_body, replace(replace(plain, 'ß', 'ss'), 'ẞ', 'ss')) || iif(folded = '', '', ' ' || folded) as body,
    'lang' || replace(language, '-', '') || ' kind' || item_kind as tags
from translations
where status = 'published' and deleted_at is null;

insert into search_fts (search_fts) values ('rebuild');

drop trigger translations_searched_no_more;
create trigger translations_searched_no_more
before update of item_kind, language, status, deleted_at, title, plain, indexed_title, indexed_title_of, indexed_body,
    folded on translations
when new.item_kind is not old.item_kind or new.language is not old.language or new.status is not old.status
    or new.deleted_at is not old.deleted_at or new.title is not old.title or new.plain is not old.plain
    or new.indexed_title is not old.indexed_title or new.indexed_title_of is not old.indexed_title_of
    or new.indexed_body is not old.indexed_body or new.folded is not old.folded
begin
    insert into search_fts (search_fts, rowid, title, body, tags)
    select 'delete', s.id, s.title, s.body, s.tags from search_texts s where s.id = old.id;
end;

drop trigger translations_searched;
create trigger translations_searched
after update of item_kind, language, status, deleted_at, title, plain, indexed_title, indexed_title_of, indexed_body,
    folded on translations
when new.item_kind is not old.item_kind or new.language is not old.language or new.status is not old.status
    or new.deleted_at is not old.deleted_at or new.title is not old.title or new.plain is not old.plain
    or new.indexed_title is not old.indexed_title or new.indexed_title_of is not old.indexed_title_of
    or new.indexed_body is not old.indexed_body or new.folded is not old.folded
begin
    insert into search_fts (rowid, title, body, tags)
    select s.id, s.title, s.body, s.tags from search_texts s where s.id = new.id;
end;

-- The list of pages folds its words itself.
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
            select
                replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
                    (select group_concat(t.value, ' ') from json_each(p.title) t),
                'ß', 'ss'), 'ẞ', 'ss'), 'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'Đ', 'd'), 'æ', 'ae'), 'Æ', 'ae'),
                'œ', 'oe'), 'Œ', 'oe')
                || ' ' || group_concat(t.slug, ' ')
            from translations t
            where t.item_kind = 'page' and t.item_id = p.id and t.revision_id is null
        ),
        ''
    ) as words
from pages p;

update page_lookup
set words = (select s.words from page_lookups s where s.page_id = page_lookup.page_id)
where words <> (select s.words from page_lookups s where s.page_id = page_lookup.page_id);
