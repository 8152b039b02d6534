-- What a page is, for search engines and feed readers. Null: its address tells it (`domain::page::kind`).
alter table pages add column kind text check (kind in ('article', 'service', 'about', 'contact', 'other'));

-- The feeds and their entries are named after it, so that they keep their names under another base address. Copies of a database are the
-- same site, and keep it.
insert into system_settings (key, value, description, type)
values ('feed_id', lower(hex(randomblob(16))), 'Names the feeds of this site and their entries', 'string')
on conflict (key) do nothing;

-- An address remembers everyone who left it. It leads to whoever is read there now, else to whoever left it last and is still read.
-- `created_at` is when visitors could last read the item there.
drop index uq_slug_redirects_slug;
create unique index uq_slug_redirects_holder on slug_redirects(item_kind, language, slug, item_id);

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
        and item_kind = new.item_kind and language = new.language and slug = new.slug and item_id = new.item_id
        and exists (
            select 1
            from act_times a
            where a.item_kind = new.item_kind and a.item_id = new.item_id
                and new.published_at <= a.at and (new.unpublished_at is null or a.at < new.unpublished_at)
        );
end;

drop trigger translations_updated;
create trigger translations_updated
after update of language, slug, status, published_at, deleted_at, has_changes on translations
when new.language is not old.language or new.slug is not old.slug or new.status is not old.status
    or new.published_at is not old.published_at or new.deleted_at is not old.deleted_at
    or new.has_changes is not old.has_changes
begin
    update item_summaries set item_id = item_id where item_kind = new.item_kind and item_id = new.item_id;

    -- Where visitors have been, they are led on. The row is written anew, because of two of the same second the later one counts.
    delete from slug_redirects
    where item_kind = old.item_kind and language = old.language and slug = old.slug and item_id = old.item_id
        and exists (
            select 1
            from act_times a
            where a.item_kind = old.item_kind and a.item_id = old.item_id
                and old.status = 'published' and old.published_at <= a.at
                and (new.slug is not old.slug or new.language is not old.language or new.status = 'draft' or new.published_at > a.at)
        );

    -- A text whose time was over, or that lay in the trash, left before whoever came to its slug in the same second.
    insert into slug_redirects (item_kind, item_id, language, slug, created_at)
    select
        old.item_kind, old.item_id, old.language, old.slug,
        iif(
            old.deleted_at is null and (old.unpublished_at is null or a.at < old.unpublished_at),
            a.at,
            datetime(min(coalesce(old.deleted_at, a.at), coalesce(old.unpublished_at, a.at), a.at), '-1 second')
        )
    from act_times a
    where a.item_kind = old.item_kind and a.item_id = old.item_id
        and old.status = 'published' and old.published_at <= a.at
        and (new.slug is not old.slug or new.language is not old.language or new.status = 'draft' or new.published_at > a.at);

    delete from slug_redirects
    where new.status = 'published' and new.deleted_at is null and new.revision_id is null
        and item_kind = new.item_kind and language = new.language and slug = new.slug and item_id = new.item_id
        and exists (
            select 1
            from act_times a
            where a.item_kind = new.item_kind and a.item_id = new.item_id
                and new.published_at <= a.at and (new.unpublished_at is null or a.at < new.unpublished_at)
        );
end;
