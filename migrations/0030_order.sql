-- What is published last is what visitors saw first last: a change of an old text is no news, be it in the columns or planned.
drop index idx_translations_published;
create index idx_translations_published
on translations(item_kind, language, coalesce(first_published_at, published_at), item_id)
where status = 'published' and deleted_at is null;

-- The search sorts by the same date.
drop view live_documents;
drop index idx_translations_searched;
create index idx_translations_searched
on translations(id, item_kind, language, published_at, unpublished_at, first_published_at, item_id, status, deleted_at)
where status = 'published' and deleted_at is null;

create view live_documents as
select
    t.id, t.item_kind, t.item_id, t.language,
    +t.published_at as visible_from,
    coalesce(t.unpublished_at, '9999-12-31 23:59:59') as visible_until,
    coalesce(t.first_published_at, t.published_at) as first_visible_at
from translations t indexed by idx_translations_searched
where t.status = 'published' and t.deleted_at is null;
