-- The version that a page had when its files last made it. An import leaves a page alone that somebody changed here since. Null: no
-- import noted it, so the page counts as changed here.
alter table pages add column imported_version integer check (imported_version > 0);

-- Files find their page in the trash too.
create index idx_pages_import_path on pages(import_path) where import_path is not null;
