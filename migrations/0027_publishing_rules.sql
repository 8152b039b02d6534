-- Rules of drafts and publishing that the database keeps now.

-- The items with a change that waits, or whose time has come while the columns do not hold it yet; and since when.
create view scheduled_changes as
select item_kind, item_id, min(published_at) as due_from
from translations
where revision_id is not null and deleted_at is null
group by item_kind, item_id;
