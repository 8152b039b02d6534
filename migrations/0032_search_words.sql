-- The words of the search, and paths of languages in small letters.

-- The language is in small letters in every path: zh-hant/about.
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
            select rtrim(lower(t.language) || '/' || t.slug, '/')
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

update item_summaries
set item_id = item_id
where slug like '%-%' and exists (
    select 1
    from translations t
    where t.item_kind = item_summaries.item_kind and t.item_id = item_summaries.item_id and t.language <> lower(t.language)
);

-- What is indexed in place of title and text, where the tokenizer alone would make other words of them than the program asks for:
-- compatibility forms, characters that cannot be seen, scripts without spaces between words. The program writes it beside the
-- rendering, so the next start writes that of older texts.
alter table translations add column indexed_title text;
alter table translations add column indexed_title_of text; -- the title; of another one indexed_title is not
alter table translations add column indexed_body text;

drop view search_texts;
create view search_texts as
select
    id,
    coalesce(iif(indexed_title_of = title, indexed_title, null), replace(replace(title, 'ß', 'ss'), 'ẞ', 'ss')) as title,
    coalesce(indexed_body, replace(replace(plain, 'ß', 'ss'), 'ẞ', 'ss')) as body,
    'lang' || replace(language, '-', '') || ' kind' || item_kind as tags
from translations
where status = 'published' and deleted_at is null;

-- Words have signs in them too (categories Mn and Mc), as those of India do.
drop table search_fts;
create virtual table search_fts using fts5(
    title, body, tags,
    content = 'search_texts',
    content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'",
    prefix = '2 3'
);

insert into search_fts (search_fts) values ('rebuild');

-- The words of the index, and in how many texts each is.
create virtual table search_words using fts5vocab(search_fts, row);

drop trigger translations_searched_no_more;
create trigger translations_searched_no_more
before update of item_kind, language, status, deleted_at, title, plain, indexed_title, indexed_title_of, indexed_body on translations
when new.item_kind is not old.item_kind or new.language is not old.language or new.status is not old.status
    or new.deleted_at is not old.deleted_at or new.title is not old.title or new.plain is not old.plain
    or new.indexed_title is not old.indexed_title or new.indexed_title_of is not old.indexed_title_of
    or new.indexed_body is not old.indexed_body
begin
    insert into search_fts (search_fts, rowid, title, body, tags)
    select 'delete', s.id, s.title, s.body, s.tags from search_texts s where s.id = old.id;
end;

drop trigger translations_searched;
create trigger translations_searched
after update of item_kind, language, status, deleted_at, title, plain, indexed_title, indexed_title_of, indexed_body on translations
when new.item_kind is not old.item_kind or new.language is not old.language or new.status is not old.status
    or new.deleted_at is not old.deleted_at or new.title is not old.title or new.plain is not old.plain
    or new.indexed_title is not old.indexed_title or new.indexed_title_of is not old.indexed_title_of
    or new.indexed_body is not old.indexed_body
begin
    insert into search_fts (rowid, title, body, tags)
    select s.id, s.title, s.body, s.tags from search_texts s where s.id = new.id;
end;
