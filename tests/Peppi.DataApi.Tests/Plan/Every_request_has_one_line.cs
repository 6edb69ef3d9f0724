namespace Peppi.DataApi.Tests.Plan;

/// <summary>The language by example: on the left what a client writes, on the right what will be done.</summary>
public class Every_request_has_one_line
{
    [Theory]
    [InlineData("GET /projects", "read public.projects t0 [*] as Array application/json")]
    [InlineData("GET /projects?select=id,short:name,data->a->>b,region::text",
        "read public.projects t0 [id, name as short, data->a->>b as b, region::text] as Array application/json")]
    [InlineData("GET /projects?id=eq.1&name=not.like.A*&order=name.desc,id&limit=5&offset=10",
        "read public.projects t0 [*] where id eq.1 and not name like.A* order name desc, id rows 10+5 as Array application/json")]
    [InlineData("GET /projects?or=(id.eq.1,and(id.gt.3,region.is.null))",
        "read public.projects t0 [*] where (id eq.1 or (id gt.3 and region is.null)) as Array application/json")]
    [InlineData("GET /projects?label=eq.x", "read public.projects t0 [*] where public.label() eq.x as Array application/json")]
    [InlineData("GET /projects?region->a=eq.1", "read public.projects t0 [*] where region->a eq.1 as Array application/json")]
    [InlineData("GET /finances?select=*,projects(name)",
        "read public.finances t0 [*, one projects: (public.projects t1 [name] where t1.id = t0.project_id)] as Array application/json")]
    [InlineData("GET /finances?select=site:project_id(name)",
        "read public.finances t0 [one site: (public.projects t1 [name] where t1.id = t0.project_id)] as Array application/json")]
    [InlineData("GET /projects?select=id,finances(amount)&finances.type=eq.expense&finances.order=amount&finances.limit=2",
        "read public.projects t0 [id, many finances: (public.finances t1 [amount] where t1.project_id = t0.id and type eq.expense order amount rows 0+2)] as Array application/json")]
    [InlineData("GET /projects?select=id,permits(number)", "read public.projects t0 [id, one permits: (public.permits t1 [number] where t1.project_id = t0.id)] as Array application/json")]
    [InlineData("GET /projects?select=id,people!members(name)",
        "read public.projects t0 [id, many people: (public.people t1 [name] via public.members j2 where t1.id = j2.person_id and j2.project_id = t0.id)] as Array application/json")]
    [InlineData("GET /people?select=name,people(name)", "read public.people t0 [name, many people: (public.people t1 [name] where t1.chief_id = t0.id)] as Array application/json")]
    [InlineData("GET /people?select=name,chief_id(name)", "read public.people t0 [name, one chief_id: (public.people t1 [name] where t1.id = t0.chief_id)] as Array application/json")]
    [InlineData("GET /projects?select=id,finances!inner()", "read public.projects t0 [id, many inner finances: (public.finances t1 [*] where t1.project_id = t0.id)] as Array application/json")]
    [InlineData("GET /projects?select=id,finances()&finances=not.is.null",
        "read public.projects t0 [id, many finances: (public.finances t1 [*] where t1.project_id = t0.id)] where e1 is not null as Array application/json")]
    [InlineData("GET /finances?select=id,...projects(site:name)",
        "read public.finances t0 [id, spread projects: (public.projects t1 [name as site] where t1.id = t0.project_id)] as Array application/json")]
    [InlineData("GET /finances?select=type,amount.sum(),count()", "read public.finances t0 [type, sum(amount) as sum, count(*) as count] as Array application/json")]
    [InlineData("GET /finances?select=id,projects(name)&order=projects(name).desc",
        "read public.finances t0 [id, one projects: (public.projects t1 [name] where t1.id = t0.project_id)] order e1.name desc as Array application/json")]
    [InlineData("HEAD /projects", "read public.projects t0 [*] as Nothing application/json")]
    [InlineData("DELETE /projects?id=eq.1", "delete public.projects where id eq.1 returning : source t0 [*] as Nothing application/json")]
    [InlineData("PATCH /projects?id=eq.1 {\"name\":\"x\"}", "update public.projects(name) where id eq.1 returning : source t0 [*] as Nothing application/json")]
    [InlineData("POST /projects {\"name\":\"x\",\"region\":\"y\"}", "insert public.projects(name, region) one returning : source t0 [*] as Nothing application/json")]
    [InlineData("POST /projects?columns=name [{\"name\":\"x\",\"more\":1}]", "insert public.projects(name) many returning : source t0 [*] as Nothing application/json")]
    [InlineData("PUT /projects?id=eq.1 {\"id\":1}", "put public.projects(id) one on conflict (id) Merge where id eq.1 returning : source t0 [*] as Nothing application/json")]
    [InlineData("GET /rpc/add?a=1&b=2", "query public.add(a, b) returning *: source t0 [*] as Array application/json")]
    [InlineData("POST /rpc/late?select=id&region=eq.x {\"days\":3}", "query public.late(days) returning id, region: source t0 [id] where region eq.x as Array application/json")]
    [InlineData("POST /rpc/close {\"id\":3}", "call public.close(id) returning *: source t0 [*] as Array application/json")]
    [InlineData("POST /rpc/take {\"any\":3}", "call public.take(body) returning *: source t0 [*] as Array application/json")]
    [InlineData("OPTIONS /projects", "describe OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE")]
    [InlineData("GET /", "inspect public")]
    public void A_plan_prints_itself(string line, string plan) => Assert.Equal(plan, Stages.PlanLine(line));

    [Theory]
    [InlineData("GET /project", "PGRST205 Could not find the table 'public.project' in the schema cache")]
    [InlineData("GET /secrets", "PGRST205 Could not find the table 'public.secrets' in the schema cache")]
    [InlineData("GET /projects?select=nmae", "42703 column projects.nmae does not exist")]
    [InlineData("GET /projects?nmae=eq.1", "42703 column projects.nmae does not exist")]
    [InlineData("GET /projects?select=id::nothing", "42704 type \"nothing\" does not exist")]
    [InlineData("GET /projects?select=id,permit(number)", "PGRST200 Could not find a relationship between 'projects' and 'permit' in the schema cache")]
    [InlineData("GET /projects?select=id,people(name)", "PGRST201 Could not embed because more than one relationship was found for 'projects' and 'people'")]
    [InlineData("GET /projects?finances.id=eq.1", "PGRST108 'finances' is not an embedded resource in this request")]
    [InlineData("GET /projects?select=id,finances(id)&order=finances(id)", "PGRST118 A related order on 'finances' is not possible")]
    [InlineData("POST /projects {\"nmae\":1}", "PGRST204 Could not find the 'nmae' column of 'projects' in the schema cache")]
    [InlineData("PUT /projects?name=eq.1 {\"id\":1}", "PGRST105 Filters must include all and only primary key columns with 'eq' operators")]
    [InlineData("GET /rpc/add?a=1", "PGRST202 Could not find the function public.add(a) in the schema cache")]
    [InlineData("GET /rpc/ad", "PGRST202 Could not find the function public.ad without parameters in the schema cache")]
    public void What_only_the_catalog_knows_is_refused(string line, string refusal) => Assert.Equal(refusal, Stages.PlanLine(line));

    [Fact]
    public void An_upsert_names_what_it_merges() => Assert.Equal(
        "insert public.finances(id, amount) many with defaults on conflict (id) Merge returning *: source t0 [*] as Array application/json",
        Stages.PlanLine("POST /finances [{\"id\":1,\"amount\":2}]", ("Prefer", "resolution=merge-duplicates,missing=default,return=representation")));

    [Fact]
    public void Only_the_columns_asked_for_are_returned() => Assert.Equal(
        "delete public.finances where id eq.1 returning id, project_id: source t0 [id, one projects: (public.projects t1 [name] where t1.id = t0.project_id)] as Array application/json",
        Stages.PlanLine("DELETE /finances?id=eq.1&select=id,projects(name)", ("Prefer", "return=representation")));

    [Fact]
    public void An_ambiguous_way_names_the_candidates()
    {
        var error = Stages.Refusal(Stages.Plan("GET /projects?select=people(name)"));
        Assert.Equal(300, error.Status);
        Assert.Contains("'people!projects_manager_id_fkey', 'people!members'", error.Hint, StringComparison.Ordinal);
        Assert.Contains("\"cardinality\":\"many-to-many\"", error.DetailsJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /projcts", "Perhaps you meant the table 'public.projects'")]
    [InlineData("GET /projects?select=permitz(number)", "Perhaps you meant 'permits' instead of 'permitz'.")]
    [InlineData("GET /rpc/add?x=1", null)]
    public void A_hint_names_the_nearest(string line, string? hint) => Assert.Equal(hint, Stages.Refusal(Stages.Plan(line)).Hint);
}
