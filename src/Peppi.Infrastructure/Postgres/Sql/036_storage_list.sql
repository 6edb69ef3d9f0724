-- A page of a listing. Names stand in the order of their bytes, so a page is a piece of the index; a folder is met once and then jumped
-- over, however much is in it. Runs with its caller's rights.
create or replace function storage.list_page(
  in_bucket text, prefix text, delimited boolean, after_name text, skip int, max_rows int, pattern text, backwards boolean)
returns table (entry text, is_folder boolean, object_id uuid)
language plpgsql stable as $$
declare
  low text := case when prefix = '' then '' else prefix end;
  high text := prefix || U&'\+10FFFF';
  edge text := case when backwards then coalesce(after_name, high) else coalesce(after_name, '') end;
  met record;
  rest text;
  slash int;
  jumped boolean;
  found_rows int := 0;
begin
  if not backwards and edge < low collate "C" then edge := low; end if;
  loop
    jumped := false;
    for met in execute format(
      'select id, name from storage.objects where bucket_id = $1 and name >= $2 collate "C" and name < $3 collate "C" and name %s $4 collate "C" order by name collate "C" %s limit $5',
      case when backwards then '<' when edge = low and after_name is null then '>=' else '>' end, case when backwards then 'desc' else 'asc' end)
      using in_bucket, low, high, edge, greatest(max_rows + skip - found_rows, 1)
    loop
      rest := substr(met.name, length(prefix) + 1);
      slash := case when delimited then strpos(rest, '/') else 0 end;
      if slash > 0 then
        entry := prefix || left(rest, slash - 1);
        is_folder := true;
        object_id := null;
        -- After everything in the folder comes what sorts after its slash; before it, the slash itself.
        edge := case when backwards then entry || '/' else entry || '/' || U&'\+10FFFF' end;
      else
        entry := met.name;
        is_folder := false;
        object_id := met.id;
        edge := met.name;
      end if;
      after_name := edge;
      if pattern is null or lower(substr(entry, length(prefix) + 1)) like pattern then
        found_rows := found_rows + 1;
        if found_rows > skip then return next; end if;
        if found_rows >= skip + max_rows then return; end if;
      end if;
      jumped := true;
      exit when is_folder;
    end loop;
    exit when not jumped;
  end loop;
end $$;

-- The same by another column: that has to look at all that begins so.
create or replace function storage.list_sorted(in_bucket text, prefix text, delimited boolean, skip int, max_rows int, pattern text, sort_column text, backwards boolean)
returns table (entry text, is_folder boolean, object_id uuid)
language plpgsql stable as $$
begin
  if sort_column not in ('created_at', 'updated_at', 'last_accessed_at') then raise exception using errcode = '22023', message = 'No such column to sort by.'; end if;
  return query execute format($query$
    with inside as (
      select id, name, %1$I as sorted, case when $3 then strpos(substr(name, length($2) + 1), '/') else 0 end as slash
      from storage.objects where bucket_id = $1 and name >= $2 collate "C" and name < ($2 || U&'\+10FFFF') collate "C"),
    entries as (
      select distinct $2 || left(substr(name, length($2) + 1), slash - 1) as entry, true as is_folder, null::uuid as object_id, null::timestamptz as sorted from inside where slash > 0
      union all select name, false, id, sorted from inside where slash = 0)
    select entries.entry, entries.is_folder, entries.object_id from entries
    where $4 is null or lower(substr(entries.entry, length($2) + 1)) like $4
    order by entries.is_folder desc, entries.sorted %2$s nulls last, entries.entry collate "C" offset $5 limit $6$query$, sort_column, case when backwards then 'desc' else 'asc' end)
    using in_bucket, prefix, delimited, pattern, skip, max_rows;
end $$;

grant execute on function storage.list_page(text, text, boolean, text, int, int, text, boolean), storage.list_sorted(text, text, boolean, int, int, text, text, boolean)
  to anon, authenticated, service_role;
