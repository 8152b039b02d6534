-- What terms (categories, tags, industries) are called in each language. Items hold the term itself.
create table terms (
    id integer primary key autoincrement,
    kind text not null check (kind in ('category', 'tag', 'industry')),
    term text not null check (term <> ''), -- as items and addresses have it
    labels text not null default '{}' check (json_valid(labels) and json_type(labels) = 'object'), -- by language

    -- Timestamps
    created_at datetime not null default current_timestamp check (created_at is datetime(created_at)),
    updated_at datetime default current_timestamp check (updated_at is datetime(updated_at)),

    version integer not null default 1 check (version >= 1),

    unique (kind, term)
);

create trigger terms_touched
after update of kind, term, labels on terms
when new.updated_at is old.updated_at
begin
    update terms set updated_at = datetime('now') where id = new.id;
end;
