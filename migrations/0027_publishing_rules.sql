-- Rules of drafts and publishing that the database keeps now.

-- The items with a change that waits, or whose time has come while the columns do not hold it yet; and since when.
create view scheduled_changes as
select item_kind, item_id, min(published_at) as due_from
from translations
where revision_id is not null and deleted_at is null
group by item_kind, item_id;

-- Only an address that was public leads on. The time is that of the act: it writes the row of the item before its texts. A language
-- that is taken back keeps the address that visitors know, whatever slug its draft gets.
drop trigger translations_updated;
create trigger translations_updated
after update of language, slug, status, published_at, deleted_at, has_changes on translations
when new.language is not old.language or new.slug is not old.slug or new.status is not old.status
    or new.published_at is not old.published_at or new.deleted_at is not old.deleted_at
    or new.has_changes is not old.has_changes
begin
    update item_summaries set item_id = item_id where item_kind = new.item_kind and item_id = new.item_id;

    -- Where visitors have been, they are led on.
    insert into slug_redirects (item_kind, item_id, language, slug)
    select old.item_kind, old.item_id, old.language, old.slug
    where old.status = 'published'
        and (new.slug is not old.slug or new.language is not old.language or new.status = 'draft')
        and old.published_at <= coalesce(
            (select coalesce(i.updated_at, i.created_at) from pages i where old.item_kind = 'page' and i.id = old.item_id),
            (select coalesce(i.updated_at, i.created_at) from whitepapers i where old.item_kind = 'whitepaper' and i.id = old.item_id),
            (select coalesce(i.updated_at, i.created_at) from webinars i where old.item_kind = 'webinar' and i.id = old.item_id)
        )
    on conflict (item_kind, language, slug) do update set item_id = excluded.item_id, created_at = datetime('now');

    delete from slug_redirects
    where new.status = 'published' and new.deleted_at is null and new.revision_id is null
        and item_kind = new.item_kind and language = new.language and slug = new.slug;
end;

insert into slug_redirects (item_kind, item_id, language, slug)
select item_kind, item_id, language, slug
from translations
where status = 'draft' and published_at is not null
on conflict do nothing;

drop view known_translations;
create view known_translations as
select t.item_kind, t.item_id, t.language, t.slug, t.published_at as known_from
from translations t
where t.published_at is not null and t.deleted_at is null
    and (
        t.status = 'published'
        or exists (
            select 1
            from slug_redirects r
            where r.item_kind = t.item_kind and r.language = t.language and r.slug = t.slug and r.item_id = t.item_id
        )
    );
