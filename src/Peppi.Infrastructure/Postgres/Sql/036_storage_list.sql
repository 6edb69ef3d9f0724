-- Listings of a bucket. Names stand in the order of their bytes, so a page is a piece of an index; a folder is met once and then jumped
-- over, however much is in it. What a caller may read is known beforehand as pieces of the order of names, from the same functions as the
-- policies use: rows that he may not see are never touched, and no policy is asked a row. The application loads the rows of a page under
-- the caller's own role, so the policy decides in the end.

drop function if exists storage.list_page(text, text, boolean, text, int, int, text, boolean);
drop function if exists storage.list_sorted(text, text, boolean, int, int, text, text, boolean);

-- The folder of a name, with its slash; nothing for a name that stands alone.
create or replace function storage.folder_of(name text) returns text
language sql immutable strict parallel safe
  return left(name, length(name) - coalesce(nullif(strpos(reverse(name), '/'), 0) - 1, length(name)));

create index if not exists ix_objects_bucket_created on storage.objects (bucket_id, created_at);
create index if not exists ix_objects_bucket_updated on storage.objects (bucket_id, updated_at);
create index if not exists ix_objects_folder_created on storage.objects (bucket_id, (storage.folder_of(name)) collate "C", created_at);
create index if not exists ix_objects_folder_updated on storage.objects (bucket_id, (storage.folder_of(name)) collate "C", updated_at);
create index if not exists ix_objects_owner_name on storage.objects (bucket_id, owner_id, name) where owner_id is not null;
drop index if exists storage.ix_storage_objects_bucket_created;

-- Which pieces of a bucket the caller may read below a prefix, in their order; null where only a policy can tell (files of reports).
-- A search that counts no case is some pieces as well: its first letters, written large and small.
create or replace function app.readable_names(in_bucket text, prefix text, search text, out lows text[], out highs text[], out owner uuid)
language plpgsql stable security definer set search_path = '' as $$
declare
  acting text := app.acting_role();
  bucket record;
  starts text[] := array['']::text[];
  heads text[] := array['']::text[];
  letter text;
begin
  select it.type, it.public into bucket from storage.buckets it where it.id = in_bucket;
  if bucket is null or (acting = 'anon' and not bucket.public) then
    starts := '{}';
  elsif acting = 'authenticated' and not bucket.public then
    if bucket.type = 'REPORTS' then return; end if;
    if bucket.type = 'MODULES' then
      starts := array(select resource || '/' from unnest(app.resources_with('select', 'all')) resource)
        || array(select resource || '/' || project || '/' from unnest(app.resources_with('select', 'own')) resource, unnest(app.member_projects()) project);
    elsif not app.administers() then
      owner := app.present_person();
      if owner is null then starts := '{}'; end if;
    end if;
  end if;

  foreach letter in array string_to_array(coalesce(search, ''), null) loop
    exit when cardinality(heads) >= 256;
    heads := array(select distinct head || spelt from unnest(heads) head, unnest(array[lower(letter), upper(letter)]) spelt);
  end loop;
  select array_agg(piece order by piece collate "C"), array_agg(piece || U&'\+10FFFF' order by piece collate "C") into lows, highs
  from (
    select distinct piece from unnest(starts) start,
      -- Deeper than the prefix, it is the piece itself; above it, what begins with the prefix and the search.
      unnest(case when starts_with(start, prefix) and start <> prefix then array[start] when starts_with(prefix, start) then array(select prefix || head from unnest(heads) head) end) piece) pieces;
  lows := coalesce(lows, '{}');
  highs := coalesce(highs, '{}');
end $$;

-- Entries in the order of their names.
create or replace function storage.walk_names(
  lows text[], highs text[], owner uuid, in_bucket text, prefix text, delimited boolean, after_name text, skip int, max_rows int, search text, backwards boolean)
returns table (entry text, is_folder boolean, object_id uuid)
language plpgsql stable as $$
declare
  edge text := coalesce(after_name, case when backwards then prefix || U&'\+10FFFF' else '' end);
  many int := cardinality(lows);
  at int;
  met record;
  rest text;
  slash int;
  jumped boolean;
  counted int;
  query text := format(
    'select id, name from storage.objects where bucket_id = $1 and name >= $2 and name < $3 and name %s $4 %s order by name %s',
    case when backwards then '<' else '>' end, case when owner is null then '' else 'and owner_id = $5' end, case when backwards then 'desc' else 'asc' end);
begin
  for step in 1..many loop
    at := case when backwards then many + 1 - step else step end;
    continue when not backwards and highs[at] <= edge collate "C";
    continue when backwards and lows[at] >= edge collate "C";

    -- Nothing to fold up or to look at: the index counts by itself, and of what is left out it reads no row.
    if search is null and (not delimited or not exists (select from storage.walk_folders(array[lows[at]], array[highs[at]], in_bucket, prefix, null))) then
      counted := 0;
      if skip > 0 then
        execute replace(query, 'id, name', 'name') || ' offset $6 limit 1' into rest using in_bucket, lows[at], highs[at], edge, owner, skip - 1;
        if rest is null and step < many then
          execute format('select count(*) from (%s) rows', replace(query, 'id, name', 'name')) into counted using in_bucket, lows[at], highs[at], edge, owner;
          skip := skip - counted;
        end if;
        continue when rest is null;
        edge := rest;
        skip := 0;
      end if;
      for met in execute query || ' limit $6' using in_bucket, lows[at], highs[at], edge, owner, max_rows loop
        entry := met.name;
        is_folder := false;
        object_id := met.id;
        return next;
        counted := counted + 1;
      end loop;
      max_rows := max_rows - counted;
      if max_rows <= 0 then return; end if;
      continue;
    end if;

    loop
      jumped := false;
      for met in execute query || ' limit $6' using in_bucket, lows[at], highs[at], edge, owner, greatest(least(max_rows + skip, 1000), 1) loop
        rest := substr(met.name, length(prefix) + 1);
        slash := case when delimited then strpos(rest, '/') else 0 end;
        is_folder := slash > 0;
        if is_folder then
          entry := prefix || left(rest, slash - 1);
          object_id := null;
          -- After everything in the folder comes what sorts after its slash; before it, the slash itself.
          edge := case when backwards then entry || '/' else entry || '/' || U&'\+10FFFF' end;
        else
          entry := met.name;
          object_id := met.id;
          edge := met.name;
        end if;
        if search is null or starts_with(lower(substr(entry, length(prefix) + 1)), search) then
          if skip > 0 then
            skip := skip - 1;
          else
            return next;
            max_rows := max_rows - 1;
            if max_rows <= 0 then return; end if;
          end if;
        end if;
        jumped := true;
        exit when is_folder;
      end loop;
      exit when not jumped;
    end loop;
  end loop;
end $$;

-- The folders right below a prefix, found from folder to folder: the files between them are not looked at.
create or replace function storage.walk_folders(lows text[], highs text[], in_bucket text, prefix text, search text) returns setof text
language plpgsql stable as $$
declare
  edge text := prefix;
  met text;
  folder text;
begin
  for at in 1..cardinality(lows) loop
    continue when highs[at] <= edge collate "C";
    loop
      -- A name in a piece may stand right in it, or in a folder of it: both begin with the piece's folder.
      select storage.folder_of(name) collate "C" into met from storage.objects
      where bucket_id = in_bucket and storage.folder_of(name) collate "C" > edge and storage.folder_of(name) collate "C" >= lows[at] and storage.folder_of(name) collate "C" < highs[at]
      order by storage.folder_of(name) collate "C" limit 1;
      exit when met is null;
      folder := prefix || split_part(substr(met, length(prefix) + 1), '/', 1);
      if search is null or starts_with(lower(substr(folder, length(prefix) + 1)), search) then return next folder; end if;
      edge := folder || '/' || U&'\+10FFFF';
    end loop;
  end loop;
end $$;

-- The same by another column, folders first. Right in one folder, the index of that folder has the order; so has that of the bucket for
-- whoever may read all of it. Everything else is gathered and sorted: below a prefix, of pieces of a bucket, of a search, of one owner.
create or replace function storage.walk_sorted(
  lows text[], highs text[], owner uuid, in_bucket text, prefix text, delimited boolean, skip int, max_rows int, search text, sort_column text, backwards boolean)
returns table (entry text, is_folder boolean, object_id uuid)
language plpgsql stable as $$
declare
  met record;
  direction text := case when backwards then 'desc' else 'asc' end || case sort_column when 'last_accessed_at' then ' nulls last' else '' end;
  rest text := case when owner is null then 'true' else 'owner_id = $7' end;
  folder text := storage.folder_of(prefix);
  everywhere boolean := cardinality(lows) = 1 and lows[1] = '' and search is null;
begin
  if sort_column not in ('created_at', 'updated_at', 'last_accessed_at') then raise exception using errcode = '22023', message = 'No such column to sort by.'; end if;
  if cardinality(lows) = 0 then return; end if;
  object_id := null;
  is_folder := true;
  if delimited and owner is null then
    for entry in select it from storage.walk_folders(lows, highs, in_bucket, prefix, search) it loop
      if skip > 0 then
        skip := skip - 1;
      else
        return next;
        max_rows := max_rows - 1;
        if max_rows <= 0 then return; end if;
      end if;
    end loop;
  elsif delimited then
    for entry in
      select distinct prefix || split_part(substr(name, length(prefix) + 1), '/', 1) collate "C" from storage.objects
      where bucket_id = in_bucket and owner_id = owner and name >= prefix and name < prefix || U&'\+10FFFF' and strpos(substr(name, length(prefix) + 1), '/') > 0
        and (search is null or starts_with(lower(substr(name, length(prefix) + 1) collate "default"), search))
      order by 1
    loop
      if skip > 0 then
        skip := skip - 1;
      else
        return next;
        max_rows := max_rows - 1;
        if max_rows <= 0 then return; end if;
      end if;
    end loop;
  end if;

  -- The pieces in which files stand right below the prefix: those that are no folder of it.
  is_folder := false;
  if delimited then
    select array_agg(low), array_agg(high) into lows, highs from unnest(lows, highs) piece(low, high) where strpos(substr(low, length(prefix) + 1), '/') = 0;
    if lows is null then return; end if;
  end if;
  if search is not null then rest := rest || ' and starts_with(lower(substr(name, length($4) + 1) collate "default"), $8)'; end if;
  if delimited and owner is null then
    rest := rest || ' and storage.folder_of(name) collate "C" = $9';
  elsif delimited then
    rest := rest || ' and strpos(substr(name, length($4) + 1), ''/'') = 0';
  end if;
  if not everywhere and cardinality(lows) = 1 then rest := rest || ' and name >= ($2)[1] and name < ($3)[1]'; end if;
  for met in execute
    case when cardinality(lows) <= 1 then
      format('select id, name from storage.objects where bucket_id = $1 and %s order by %I %s, name offset $5 limit $6', rest, sort_column, direction)
    else
      format('select file.id, file.name from unnest($2, $3) piece(low, high) cross join lateral (select id, name, %1$I as sorted from storage.objects
        where bucket_id = $1 and name >= piece.low and name < piece.high and %3$s) file order by file.sorted %2$s, file.name offset $5 limit $6', sort_column, direction, rest)
    end
    using in_bucket, lows, highs, prefix, skip, max_rows, owner, search, folder
  loop
    entry := met.name;
    object_id := met.id;
    return next;
  end loop;
end $$;

-- Files of reports are readable by whoever reads the report's row: asked of the policy, row by row, with the caller's rights.
create or replace function storage.list_page(
  in_bucket text, prefix text, delimited boolean, after_name text, skip int, max_rows int, search text, sort_column text, backwards boolean)
returns table (entry text, is_folder boolean, object_id uuid)
language plpgsql stable as $$
declare
  may record;
begin
  may := app.readable_names(in_bucket, prefix, search);
  if may.lows is not null then
    return query select * from app.list_readable(in_bucket, prefix, delimited, after_name, skip, max_rows, search, sort_column, backwards);
  elsif sort_column = 'name' then
    return query select * from storage.walk_names(array[prefix], array[prefix || U&'\+10FFFF'], null, in_bucket, prefix, delimited, after_name, skip, max_rows, search, backwards);
  else
    return query select * from storage.walk_sorted(array[prefix], array[prefix || U&'\+10FFFF'], null, in_bucket, prefix, delimited, skip, max_rows, search, sort_column, backwards);
  end if;
end $$;

-- With the owner's rights over the pieces that the caller may read, which it finds out itself: it can be asked for no others.
create or replace function app.list_readable(
  in_bucket text, prefix text, delimited boolean, after_name text, skip int, max_rows int, search text, sort_column text, backwards boolean)
returns table (entry text, is_folder boolean, object_id uuid)
language plpgsql stable security definer set search_path = '' set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  may record;
begin
  may := app.readable_names(in_bucket, prefix, search);
  if may.lows is null then return; end if;
  if sort_column = 'name' then
    return query select * from storage.walk_names(may.lows, may.highs, may.owner, in_bucket, prefix, delimited, after_name, skip, max_rows, search, backwards);
  else
    return query select * from storage.walk_sorted(may.lows, may.highs, may.owner, in_bucket, prefix, delimited, skip, max_rows, search, sort_column, backwards);
  end if;
end $$;

revoke execute on function app.readable_names(text, text, text), app.list_readable(text, text, boolean, text, int, int, text, text, boolean) from public;
grant execute on function app.readable_names(text, text, text), app.list_readable(text, text, boolean, text, int, int, text, text, boolean) to anon, authenticated, service_role;
grant execute on function storage.list_page(text, text, boolean, text, int, int, text, text, boolean),
  storage.walk_names(text[], text[], uuid, text, text, boolean, text, int, int, text, boolean), storage.walk_folders(text[], text[], text, text, text),
  storage.walk_sorted(text[], text[], uuid, text, text, boolean, int, int, text, text, boolean) to anon, authenticated, service_role;

-- Whoever writes a row writes its place in the indexes.
grant execute on function storage.folder_of(text) to anon, authenticated, service_role, peppi_jobs;
