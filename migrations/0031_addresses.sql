-- A plan takes no address from visitors. What leads somewhere goes on leading there until the text at its slug is public, and a
-- text that was public and waits for another time keeps its address. A text whose time is over, or that lies in the trash, takes no
-- address either. The time of an act is that of the item's row.
create view act_times as
select 'page' as item_kind, id as item_id, coalesce(updated_at, created_at) as at from pages
union all
select 'whitepaper', id, coalesce(updated_at, created_at) from whitepapers
union all
select 'webinar', id, coalesce(updated_at, created_at) from webinars;

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
        and item_kind = new.item_kind and language = new.language and slug = new.slug
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

    -- Where visitors have been, they are led on. Whose text they do not read at the time of the act takes over no redirect.
    insert into slug_redirects (item_kind, item_id, language, slug)
    select old.item_kind, old.item_id, old.language, old.slug
    from act_times a
    where a.item_kind = old.item_kind and a.item_id = old.item_id
        and old.status = 'published' and old.published_at <= a.at
        and (new.slug is not old.slug or new.language is not old.language or new.status = 'draft' or new.published_at > a.at)
        and (
            old.deleted_at is null and (old.unpublished_at is null or a.at < old.unpublished_at)
            or not exists (
                select 1
                from slug_redirects r
                where r.item_kind = old.item_kind and r.language = old.language and r.slug = old.slug
            )
        )
    on conflict (item_kind, language, slug) do update set item_id = excluded.item_id, created_at = datetime('now');

    delete from slug_redirects
    where new.status = 'published' and new.deleted_at is null and new.revision_id is null
        and item_kind = new.item_kind and language = new.language and slug = new.slug
        and exists (
            select 1
            from act_times a
            where a.item_kind = new.item_kind and a.item_id = new.item_id
                and new.published_at <= a.at and (new.unpublished_at is null or a.at < new.unpublished_at)
        );
end;

-- Another trigger of the same statement may have written the row of the page since.
drop trigger pages_lookup_updated;
create trigger pages_lookup_updated
after update of list_title, updated_at, deleted_at, template, is_featured, draft_languages on pages
begin
    update page_lookup
    set list_title = p.list_title,
        updated_at = coalesce(p.updated_at, p.created_at),
        deleted_at = p.deleted_at,
        template = coalesce(p.template, 'default'),
        is_featured = coalesce(p.is_featured, 0),
        draft_languages = p.draft_languages
    from pages p
    where p.id = new.id and page_lookup.page_id = new.id;
end;

update page_lookup
set list_title = p.list_title, draft_languages = p.draft_languages
from pages p
where p.id = page_lookup.page_id
    and (page_lookup.list_title, page_lookup.draft_languages) is not (p.list_title, p.draft_languages);

-- What a published language is called, and since when visitors can read it, also where its period is over.
create view published_titles as
select item_kind, item_id, language, title, published_at as public_from
from translations
where status = 'published' and revision_id is null;
