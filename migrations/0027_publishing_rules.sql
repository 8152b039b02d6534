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

-- A scheduled change is that of a revision of its own item, and follows a live text, which ends before it begins.
create trigger scheduled_changes_inserted
before insert on translations
when new.revision_id is not null and not exists (
    select 1
    from revisions r
    join translations t on t.item_kind = r.item_kind and t.item_id = r.item_id
    where r.id = new.revision_id and r.item_kind = new.item_kind and r.item_id = new.item_id
        and t.language = new.language and t.revision_id is null and t.status = 'published'
        and t.unpublished_at <= new.published_at
        and new.status = 'published' and new.first_published_at is not null
)
begin
    select raise(abort, 'rule: scheduled change');
end;

create trigger scheduled_changes_updated
before update of item_kind, item_id, language, status, published_at, revision_id, first_published_at on translations
when new.revision_id is not null and not exists (
    select 1
    from revisions r
    join translations t on t.item_kind = r.item_kind and t.item_id = r.item_id
    where r.id = new.revision_id and r.item_kind = new.item_kind and r.item_id = new.item_id
        and t.language = new.language and t.revision_id is null and t.status = 'published'
        and t.unpublished_at <= new.published_at
        and new.status = 'published' and new.first_published_at is not null
)
begin
    select raise(abort, 'rule: scheduled change');
end;

create trigger scheduled_changes_followed
before update of status, unpublished_at on translations
when new.revision_id is null and exists (
    select 1
    from translations n
    where n.item_kind = new.item_kind and n.item_id = new.item_id and n.language = new.language and n.revision_id is not null
        and (new.status <> 'published' or new.unpublished_at is null or new.unpublished_at > n.published_at)
)
begin
    select raise(abort, 'rule: scheduled change');
end;

-- Languages of which two texts are live at once. There are none, which the check looks at.
create view overlapping_periods as
select n.item_kind, n.item_id, n.language
from translations n
left join translations t on t.item_kind = n.item_kind and t.item_id = n.item_id and t.language = n.language
    and t.revision_id is null and t.status = 'published' and t.unpublished_at <= n.published_at
where n.revision_id is not null and t.id is null;

-- A scheduled change needs the text of its revision. The revisions of an item that is purged go with it.
create trigger revisions_scheduled
before delete on revisions
when exists (select 1 from translations t where t.revision_id = old.id)
    and exists (select 1 from items i where i.kind = old.item_kind and i.id = old.item_id)
begin
    select raise(abort, 'rule: in use');
end;

-- The draft's slugs are claimed whatever happens to its revision.
create trigger slugs_claimed_anew_by_draft
after update of item_kind, item_id, number, snapshot on revisions
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

create trigger slugs_given_up_by_draft
after delete on revisions
begin
    delete from slug_claims
    where item_kind = old.item_kind and item_id = old.item_id
        and (language, slug) not in (
            select s.language, s.slug from item_slugs s where s.item_kind = old.item_kind and s.item_id = old.item_id
        );

    insert into slug_claims (item_kind, language, slug, item_id)
    select distinct s.item_kind, s.language, s.slug, s.item_id
    from item_slugs s
    where s.item_kind = old.item_kind and s.item_id = old.item_id
        and not exists (
            select 1
            from slug_claims c
            where c.item_kind = s.item_kind and c.language = s.language and c.slug = s.slug and c.item_id = s.item_id
        );
end;
