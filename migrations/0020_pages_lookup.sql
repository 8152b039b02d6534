-- What the admin's page list filters, sorts and searches by, one narrow row a page: pages itself is wide, its rows hold whole
-- texts. Kept by triggers in the transaction of the change.

create table page_lookup (
    page_id integer primary key references pages(id) on delete cascade,
    list_title text not null,
    updated_at datetime not null,
    deleted_at datetime,
    template text not null,
    is_featured boolean not null,
    draft_languages integer not null,
    planned_at datetime, -- when the last of its published languages begins to be visible
    is_untranslated boolean not null, -- a language of the site is missing, or published and older than the default one
    words text not null -- titles and slugs of all languages
);

create index idx_page_lookup_list_title on page_lookup(list_title, page_id);
create index idx_page_lookup_updated on page_lookup(updated_at, page_id);
create index idx_page_lookup_trash on page_lookup(page_id) where deleted_at is not null;
create index idx_page_lookup_drafts on page_lookup(page_id) where deleted_at is null and draft_languages > 0;
create index idx_page_lookup_planned on page_lookup(planned_at) where deleted_at is null;
create index idx_page_lookup_untranslated on page_lookup(page_id) where deleted_at is null and is_untranslated = 1;
create index idx_page_lookup_featured on page_lookup(page_id) where deleted_at is null and is_featured = 1;
create index idx_page_lookup_template on page_lookup(template, page_id) where deleted_at is null;

-- Any part of a word of three letters and more, without case and diacritics. Needs no old value to delete a row.
create virtual table page_lookup_fts using fts5(
    words,
    content = '',
    contentless_delete = 1,
    tokenize = 'trigram remove_diacritics 1'
);

create view page_lookups as
select
    p.id as page_id,
    p.list_title as list_title,
    coalesce(p.updated_at, p.created_at) as updated_at,
    p.deleted_at as deleted_at,
    coalesce(p.template, 'default') as template,
    coalesce(p.is_featured, 0) as is_featured,
    p.draft_languages as draft_languages,
    (select max(l.published_at) from page_languages l where l.page_id = p.id and l.status = 'published') as planned_at,
    exists (
        select 1
        from json_each(coalesce((select value from system_settings where key = 'supported_languages'), '["en", "de"]')) s
        where not exists (
            select 1
            from page_languages l
            where l.page_id = p.id and l.language = s.value and (
                l.status = 'draft'
                or l.changed_at >= coalesce(
                    (
                        select d.changed_at
                        from page_languages d
                        where d.page_id = p.id
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
                || ' ' || group_concat(l.slug, ' ')
            from page_languages l
            where l.page_id = p.id
        ),
        ''
    ) as words
from pages p;

insert into page_lookup (
    page_id, list_title, updated_at, deleted_at, template, is_featured, draft_languages, planned_at, is_untranslated, words
)
select page_id, list_title, updated_at, deleted_at, template, is_featured, draft_languages, planned_at, is_untranslated, words
from page_lookups;

insert into page_lookup_fts (rowid, words) select page_id, words from page_lookup where words <> '';

create trigger page_lookup_inserted
after insert on page_lookup
when new.words <> ''
begin
    insert into page_lookup_fts (rowid, words) values (new.page_id, new.words);
end;

create trigger page_lookup_updated
after update of words on page_lookup
when new.words <> old.words
begin
    delete from page_lookup_fts where rowid = old.page_id and old.words <> '';
    insert into page_lookup_fts (rowid, words) select new.page_id, new.words where new.words <> '';
end;

create trigger page_lookup_deleted
after delete on page_lookup
begin
    delete from page_lookup_fts where rowid = old.page_id;
end;

create trigger pages_lookup_inserted
after insert on pages
begin
    insert into page_lookup (
        page_id, list_title, updated_at, deleted_at, template, is_featured, draft_languages, planned_at, is_untranslated, words
    )
    select page_id, list_title, updated_at, deleted_at, template, is_featured, draft_languages, planned_at, is_untranslated, words
    from page_lookups
    where page_id = new.id;
end;

create trigger pages_lookup_updated
after update of list_title, updated_at, deleted_at, template, is_featured, draft_languages on pages
begin
    update page_lookup
    set list_title = new.list_title,
        updated_at = coalesce(new.updated_at, new.created_at),
        deleted_at = new.deleted_at,
        template = coalesce(new.template, 'default'),
        is_featured = coalesce(new.is_featured, 0),
        draft_languages = new.draft_languages
    where page_id = new.id;
end;

create trigger pages_lookup_titled
after update of title on pages
when new.title is not old.title
begin
    update page_lookup
    set words = (select s.words from page_lookups s where s.page_id = page_lookup.page_id)
    where page_id = new.id;
end;

create trigger page_languages_lookup_inserted
after insert on page_languages
begin
    update page_lookup
    set (planned_at, is_untranslated, words) = (
        select s.planned_at, s.is_untranslated, s.words from page_lookups s where s.page_id = page_lookup.page_id
    )
    where page_id = new.page_id;
end;

create trigger page_languages_lookup_updated
after update of language, slug, status, published_at, changed_at on page_languages
begin
    update page_lookup
    set (planned_at, is_untranslated, words) = (
        select s.planned_at, s.is_untranslated, s.words from page_lookups s where s.page_id = page_lookup.page_id
    )
    where page_id = new.page_id;
end;

create trigger page_languages_lookup_deleted
after delete on page_languages
begin
    update page_lookup
    set (planned_at, is_untranslated, words) = (
        select s.planned_at, s.is_untranslated, s.words from page_lookups s where s.page_id = page_lookup.page_id
    )
    where page_id = old.page_id;
end;

create trigger system_settings_lookup_updated
after update of value on system_settings
when new.key in ('default_language', 'supported_languages') and new.value is not old.value
begin
    update page_lookup
    set is_untranslated = (select s.is_untranslated from page_lookups s where s.page_id = page_lookup.page_id);
end;

-- What stands around every public page.
create index idx_pages_legal on pages(sort_order, id) where deleted_at is null and template = 'legal';
create index idx_pages_footer on pages(sort_order, id) where deleted_at is null and is_featured = 1;

-- Where a page is read in each language, without touching the rows with the texts.
create index idx_page_languages_live on page_languages(page_id, language, slug, published_at, unpublished_at, changed_at)
where status = 'published' and deleted_at is null;

-- Which documents may be found, without touching the rows with the texts.
create index idx_search_documents_live on search_documents(id, language, kind, published_at, unpublished_at);
