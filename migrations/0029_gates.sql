-- Whether visitors get a file is asked when they ask for it (`media::served_file`), because it depends on the time and on drafts.
-- `media_files.is_gated` only remembers: that the whitepaper which last showed this file asked for a name first.
drop trigger whitepapers_gate_when_inserted;
drop trigger whitepapers_gate;
drop trigger revisions_gate;

-- Files that a whitepaper asks a name for, or will by its draft.
create view gated_files as
select media_id, public_from
from whitepaper_files
where is_gated = 1
union all
select u.media_id, null
from media_uses u
join revisions r on r.item_kind = 'whitepaper' and r.item_id = u.item_id
    and r.number = (select max(l.number) from revisions l where l.item_kind = 'whitepaper' and l.item_id = u.item_id)
where u.item_kind = 'whitepaper' and r.snapshot ->> 'file' = u.media_id and r.snapshot ->> 'requires_registration' = 1;

-- A whitepaper that is deleted is remembered.
create trigger whitepapers_gate_deleted
before delete on whitepapers
when coalesce(old.requires_registration, 1) = 1
begin
    update media_files
    set is_gated = 1
    where id = old.file_id
        and exists (select 1 from whitepaper_files f where f.whitepaper_id = old.id and f.public_from is not null);
end;

-- What only drafts had closed.
update media_files
set is_gated = 0
where is_gated = 1
    and exists (select 1 from gated_files g where g.media_id = media_files.id)
    and not exists (select 1 from gated_files g where g.media_id = media_files.id and g.public_from is not null);
