-- Search over pages, webinars and whitepapers: one document per published item and language, kept by triggers in the
-- transaction of the change. Whether its time has come is a condition of the query.

create table search_documents (
    id integer primary key,
    kind text not null check (kind in ('page', 'webinar', 'whitepaper')),
    item_id integer not null,
    language text not null,
    path_slug text not null,
    title text not null,
    plain text not null,
    published_at datetime not null check (published_at is datetime(published_at)),
    unpublished_at datetime check (unpublished_at is datetime(unpublished_at)),

    unique (kind, item_id, language)
);

-- What is indexed of a document. German ß is written ss, so that each form finds the other. Language and kind are words of
-- the index too (langde, kindpage), so that one MATCH asks for all.
create view search_texts as
select
    id,
    replace(replace(title, 'ß', 'ss'), 'ẞ', 'ss') as title,
    replace(replace(plain, 'ß', 'ss'), 'ẞ', 'ss') as body,
    'lang' || replace(language, '-', '') || ' kind' || kind as tags
from search_documents;

create virtual table search_fts using fts5(
    title, body, tags,
    content = 'search_texts',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);

create trigger search_documents_inserted
after insert on search_documents
begin
    insert into search_fts (rowid, title, body, tags)
    values (
        new.id,
        replace(replace(new.title, 'ß', 'ss'), 'ẞ', 'ss'),
        replace(replace(new.plain, 'ß', 'ss'), 'ẞ', 'ss'),
        'lang' || replace(new.language, '-', '') || ' kind' || new.kind
    );
end;

create trigger search_documents_deleted
after delete on search_documents
begin
    insert into search_fts (search_fts, rowid, title, body, tags)
    values (
        'delete',
        old.id,
        replace(replace(old.title, 'ß', 'ss'), 'ẞ', 'ss'),
        replace(replace(old.plain, 'ß', 'ss'), 'ẞ', 'ss'),
        'lang' || replace(old.language, '-', '') || ' kind' || old.kind
    );
end;

create trigger search_documents_updated
after update of kind, language, title, plain on search_documents
when new.kind is not old.kind or new.language is not old.language or new.title is not old.title or new.plain is not old.plain
begin
    insert into search_fts (search_fts, rowid, title, body, tags)
    values (
        'delete',
        old.id,
        replace(replace(old.title, 'ß', 'ss'), 'ẞ', 'ss'),
        replace(replace(old.plain, 'ß', 'ss'), 'ẞ', 'ss'),
        'lang' || replace(old.language, '-', '') || ' kind' || old.kind
    );

    insert into search_fts (rowid, title, body, tags)
    values (
        new.id,
        replace(replace(new.title, 'ß', 'ss'), 'ẞ', 'ss'),
        replace(replace(new.plain, 'ß', 'ss'), 'ẞ', 'ss'),
        'lang' || replace(new.language, '-', '') || ' kind' || new.kind
    );
end;

-- What search_documents should hold; the triggers below and the program's own check read it from here.
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
    w.id,
    t.key,
    w.slug,
    t.value,
    coalesce(w.description ->> ('$."' || t.key || '"'), '') || ' ' || coalesce(w.preview_content ->> ('$."' || t.key || '"'), ''),
    w.published_at,
    null
from whitepapers w, json_each(w.title) t
where w.status = 'published' and w.published_at is not null and w.deleted_at is null and t.type = 'text';

create trigger page_languages_searchable_inserted
after insert on page_languages
when new.status = 'published'
begin
    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'page' and item_id = new.page_id and language = new.language
    on conflict (kind, item_id, language) do nothing;
end;

create trigger page_languages_searchable_updated
after update of language, slug, status, published_at, unpublished_at, plain, deleted_at on page_languages
begin
    delete from search_documents
    where kind = 'page' and item_id = old.page_id and language = old.language
        and (new.status <> 'published' or new.deleted_at is not null or new.language <> old.language);

    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'page' and item_id = new.page_id and language = new.language
    on conflict (kind, item_id, language) do update
    set path_slug = excluded.path_slug, title = excluded.title, plain = excluded.plain,
        published_at = excluded.published_at, unpublished_at = excluded.unpublished_at;
end;

create trigger page_languages_searchable_deleted
after delete on page_languages
begin
    delete from search_documents where kind = 'page' and item_id = old.page_id and language = old.language;
end;

create trigger pages_searchable_updated
after update of title on pages
when new.title is not old.title
begin
    update search_documents
    set title = coalesce(new.title ->> ('$."' || language || '"'), '')
    where kind = 'page' and item_id = new.id;
end;

create trigger webinars_searchable_inserted
after insert on webinars
begin
    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'webinar' and item_id = new.id;
end;

create trigger webinars_searchable_updated
after update of title, description, slug, presenter_name, published_at, deleted_at on webinars
begin
    delete from search_documents where kind = 'webinar' and item_id = old.id;

    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'webinar' and item_id = new.id;
end;

create trigger webinars_searchable_deleted
after delete on webinars
begin
    delete from search_documents where kind = 'webinar' and item_id = old.id;
end;

create trigger whitepapers_searchable_inserted
after insert on whitepapers
begin
    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'whitepaper' and item_id = new.id;
end;

create trigger whitepapers_searchable_updated
after update of title, description, slug, preview_content, status, published_at, deleted_at on whitepapers
begin
    delete from search_documents where kind = 'whitepaper' and item_id = old.id;

    insert into search_documents (kind, item_id, language, path_slug, title, plain, published_at, unpublished_at)
    select kind, item_id, language, path_slug, title, plain, published_at, unpublished_at
    from searchable
    where kind = 'whitepaper' and item_id = new.id;
end;

create trigger whitepapers_searchable_deleted
after delete on whitepapers
begin
    delete from search_documents where kind = 'whitepaper' and item_id = old.id;
end;
