namespace Peppi.Infrastructure.DataApi;

/// <summary>The one query that reads everything the data API knows of a database, as one JSON document.</summary>
internal static class CatalogQuery
{
    /// <summary>Voids the search path first, so that every type and function is written with its schema.</summary>
    public const string Prepare = "select set_config('search_path', '', true)";

    public const string Read = """
        with user_schemas as (
          select oid, nspname from pg_namespace
          where nspname !~ '^pg_' and nspname <> 'information_schema'
        ),
        base as (
          -- what stands below a domain, however deep
          with recursive below as (
            select t.oid, t.oid as at, t.typbasetype from pg_type t
            union all
            select b.oid, t.oid, t.typbasetype from below b join pg_type t on t.oid = b.typbasetype
          )
          select oid, at as base_oid from below where typbasetype = 0
        ),
        columns as (
          select a.attrelid,
            json_agg(json_build_object(
              'number', a.attnum,
              'name', a.attname,
              'description', col_description(a.attrelid, a.attnum),
              'nullable', not (a.attnotnull or (t.typtype = 'd' and t.typnotnull)),
              'type', format_type(a.atttypid, a.atttypmod),
              'base_type', case when bt.typnamespace = 'pg_catalog'::regnamespace then format_type(bt.oid, null) else format_type(a.atttypid, a.atttypmod) end,
              'max_length', case
                when bt.oid in (1042, 1043) then nullif(case when t.typtype = 'd' then t.typtypmod else a.atttypmod end, -1) - 4
                when bt.oid in (1560, 1562) then nullif(case when t.typtype = 'd' then t.typtypmod else a.atttypmod end, -1) end,
              'default', case
                when a.attidentity = 'd' then format('nextval(%L)', (
                  select sequence.objid::regclass from pg_depend sequence
                  where sequence.refobjid = a.attrelid and sequence.refobjsubid = a.attnum and sequence.deptype = 'i' and sequence.classid = 'pg_class'::regclass))
                when a.attgenerated <> '' then null
                when t.typtype = 'd' and d.adbin is null then pg_get_expr(t.typdefaultbin, 0)
                else pg_get_expr(d.adbin, d.adrelid) end,
              'labels', coalesce((select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = bt.oid), '[]')
            ) order by a.attnum) as list
          from pg_attribute a
          join pg_type t on t.oid = a.atttypid
          join base on base.oid = t.oid
          join pg_type bt on bt.oid = base.base_oid
          left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attnum > 0 and not a.attisdropped
          group by a.attrelid
        ),
        relations as (
          select json_agg(json_build_object(
            'oid', c.oid::bigint,
            'schema', s.nspname,
            'name', c.relname,
            'kind', c.relkind::text,
            'description', obj_description(c.oid, 'pg_class'),
            'is_partition', c.relispartition,
            'insertable', c.relkind in ('r', 'p') or pg_relation_is_updatable(c.oid, true) & 8 = 8,
            'updatable', c.relkind in ('r', 'p') or pg_relation_is_updatable(c.oid, true) & 4 = 4,
            'deletable', c.relkind in ('r', 'p') or pg_relation_is_updatable(c.oid, true) & 16 = 16,
            'columns', coalesce(columns.list, '[]'),
            'primary_key', coalesce((
              select json_agg(a.attname order by a.attname)
              from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
              where k.conrelid = c.oid and k.contype = 'p'), '[]'),
            'definition', (select r.ev_action::text from pg_rewrite r where r.ev_class = c.oid and r.rulename = '_RETURN' and c.relkind in ('v', 'm'))
          ) order by s.nspname, c.relname) as list
          from pg_class c
          join user_schemas s on s.oid = c.relnamespace
          left join columns on columns.attrelid = c.oid
          where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
        ),
        uniques as (
          select conrelid, array_agg(k order by k) as keys
          from pg_constraint, unnest(conkey) k
          where contype in ('p', 'u')
          group by oid, conrelid
        ),
        foreign_keys as (
          select json_agg(json_build_object(
            'name', k.conname,
            'schema', s.nspname,
            'table', c.relname,
            'columns', pairs.near,
            'target_schema', fs.nspname,
            'target_table', f.relname,
            'target_columns', pairs.far,
            'is_unique', exists (select from uniques u where u.conrelid = k.conrelid and u.keys = pairs.numbers)
          ) order by s.nspname, c.relname, k.conname) as list
          from pg_constraint k
          join pg_class c on c.oid = k.conrelid
          join user_schemas s on s.oid = c.relnamespace
          join pg_class f on f.oid = k.confrelid
          join user_schemas fs on fs.oid = f.relnamespace
          join lateral (
            select json_agg(a.attname order by p.place) as near, json_agg(b.attname order by p.place) as far,
              array_agg(a.attnum order by a.attnum) as numbers
            from unnest(k.conkey, k.confkey) with ordinality p(a, b, place)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = p.a
            join pg_attribute b on b.attrelid = k.confrelid and b.attnum = p.b
          ) pairs on true
          where k.contype = 'f' and k.conparentid = 0
        ),
        functions as (
          select json_agg(json_build_object(
            'oid', p.oid::bigint,
            'schema', s.nspname,
            'name', p.proname,
            'description', obj_description(p.oid, 'pg_proc'),
            'arguments', coalesce(inputs.list, '[]'),
            'callable', coalesce(inputs.callable, true) and rb.oid <> 'trigger'::regtype and s.nspname = any($1),
            'outputs', coalesce(outputs.list, '[]'),
            'return_schema', rs.nspname,
            'return_type', coalesce(rc.relname, rb.typname),
            'declared_return_type', format_type(p.prorettype, null),
            'returns_set', p.proretset,
            'returns_composite', rb.typtype = 'c' or coalesce(p.proargmodes::text[] && '{t,b,o}', false),
            'returns_one_row', p.prorows = 1,
            'volatility', p.provolatile::text,
            'isolation', (select split_part(split_part(c, '=', 2), ',', 1) from unnest(p.proconfig) c where c like 'default_transaction_isolation=%'),
            'settings', coalesce(to_json(p.proconfig), '[]'),
            'row_schema', ars.nspname,
            'row_relation', ar.relname
          ) order by s.nspname, p.proname, p.pronargs) as list
          from pg_proc p
          join user_schemas s on s.oid = p.pronamespace
          join base on base.oid = p.prorettype
          join pg_type rb on rb.oid = base.base_oid
          join pg_namespace rs on rs.oid = rb.typnamespace
          left join pg_class rc on rc.oid = rb.typrelid
          left join pg_type at on at.oid = p.proargtypes[0] and p.pronargs = 1
          left join pg_class ar on ar.oid = at.typrelid and at.typrelid <> 0
          left join pg_namespace ars on ars.oid = ar.relnamespace
          left join lateral (
            select json_agg(json_build_object(
                'name', coalesce(i.name, ''),
                'type', format_type(i.type, null),
                'wide_type', case i.type
                  when 'bit'::regtype then 'bit varying' when 'bit[]'::regtype then 'bit varying[]'
                  when 'character'::regtype then 'character varying' when 'character[]'::regtype then 'character varying[]'
                  else format_type(i.type, null) end,
                'required', i.place <= p.pronargs - p.pronargdefaults,
                'variadic', coalesce(i.mode = 'v', false)) order by i.place) as list,
              case count(*) filter (where coalesce(i.name, '') = '')
                when 0 then true
                when 1 then count(*) = 1 and (array_agg(i.type))[1] in ('bytea'::regtype, 'json'::regtype, 'jsonb'::regtype, 'text'::regtype, 'xml'::regtype)
                else false end as callable
            from unnest(p.proargnames, p.proargtypes::oid[], p.proargmodes) with ordinality i(name, type, mode, place)
            where i.type is not null
          ) inputs on true
          left join lateral (
            select json_agg(json_build_object(
                'number', o.place, 'name', o.name, 'type', format_type(o.type, null), 'base_type', format_type(ob.base_oid, null)) order by o.place) as list
            from unnest(p.proargnames, p.proallargtypes, p.proargmodes) with ordinality o(name, type, mode, place)
            join base ob on ob.oid = o.type
            where o.mode in ('t', 'b', 'o') and o.name <> ''
          ) outputs on true
          where p.prokind = 'f'
        ),
        representations as (
          select json_agg(json_build_object(
            'source', format_type(k.castsource, null), 'target', format_type(k.casttarget, null), 'function_schema', n.nspname, 'function', p.proname)) as list
          from pg_cast k
          join pg_type src on src.oid = k.castsource
          join pg_type dst on dst.oid = k.casttarget
          join pg_proc p on p.oid = k.castfunc
          join pg_namespace n on n.oid = p.pronamespace
          where k.castcontext = 'i' and k.castmethod = 'f'
            and (src.typtype = 'd' or dst.typtype = 'd') and 'pg_catalog'::regnamespace in (src.typnamespace, dst.typnamespace)
            and (src.oid in ('json'::regtype, 'text'::regtype) or dst.oid in ('json'::regtype, 'text'::regtype))
        ),
        media_types as (
          select t.oid, t.typname, t.typnamespace, lower(t.typname) as media_type,
            case t.typname when '*/*' then 'application/octet-stream' else t.typname end as produces
          from pg_type t
          where t.typtype = 'd' and (t.typname = '*/*' or t.typname ~* '^[a-z0-9.-]+/[a-z0-9.+-]+$')
        ),
        media_handlers as (
          select json_agg(h) as list from (
            select s.nspname as schema, p.proname as name, an.nspname as target_schema, ay.typname as target, m.media_type, m.produces, false as is_function
            from media_types m
            join pg_proc p on p.prorettype = m.oid and p.prokind = 'a' and p.pronargs = 1
            join pg_namespace s on s.oid = p.pronamespace
            join pg_type ay on ay.oid = p.proargtypes[0] and (ay.typrelid <> 0 or ay.typname = 'anyelement')
            join pg_namespace an on an.oid = ay.typnamespace
            where s.nspname = any($1)
            union all
            select n.nspname, m.typname, s.nspname, p.proname, m.media_type, m.produces, true
            from media_types m
            join pg_namespace n on n.oid = m.typnamespace
            join pg_proc p on p.prorettype = m.oid and p.prokind = 'f' and not p.proretset
            join pg_namespace s on s.oid = p.pronamespace
            where s.nspname = any($1)
          ) h
        ),
        types as (
          select json_agg(json_build_object('schema', n.nspname, 'name', t.typname, 'sql', format_type(t.oid, null)) order by n.nspname = 'pg_catalog') as list
          from pg_type t
          join pg_namespace n on n.oid = t.typnamespace
          where t.typtype in ('b', 'd', 'e', 'r', 'm') and (n.nspname = 'pg_catalog' or n.oid in (select oid from user_schemas))
        ),
        role_settings as (
          -- what a login by the role itself would get, as far as anybody may set it; what is set for this database wins
          select json_agg(o) as list
          from (
            select distinct on (r.rolname, s.name) r.rolname as role, s.name, substr(c.setting, length(s.name) + 2) as value
            from pg_db_role_setting d
            join pg_roles r on r.oid = d.setrole
            cross join unnest(d.setconfig) c(setting)
            join pg_settings s on s.name = split_part(c.setting, '=', 1) and s.context = 'user'
            where d.setdatabase = 0 or d.setdatabase = (select oid from pg_database where datname = current_database())
            order by r.rolname, s.name, d.setdatabase desc
          ) o
        ),
        schemas as (
          select json_agg(json_build_object('name', nspname, 'description', obj_description(oid, 'pg_namespace'))) as list from user_schemas
        )
        select json_build_object(
          'relations', coalesce((select list from relations), '[]'),
          'foreign_keys', coalesce((select list from foreign_keys), '[]'),
          'functions', coalesce((select list from functions), '[]'),
          'representations', coalesce((select list from representations), '[]'),
          'media_handlers', coalesce((select list from media_handlers), '[]'),
          'role_settings', coalesce((select list from role_settings), '[]'),
          'types', coalesce((select list from types), '[]'),
          'schemas', coalesce((select list from schemas), '[]'))::text
        """;
}
