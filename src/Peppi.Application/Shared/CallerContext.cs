using Microsoft.Extensions.DependencyInjection;

namespace Peppi.Application.Shared;

/// <summary>Holds the caller of the present scope: one HTTP request, one page, one run of a job.</summary>
public sealed class CallerContext
{
    /// <summary>The caller; anonymous until the front door has identified somebody.</summary>
    public Caller Current { get; set; } = Caller.Anonymous;
}

/// <summary>Runs work in a scope of its own with another caller's rights: a report for its reader, a job for its owner.</summary>
public sealed class CallerScopes(IServiceScopeFactory scopes)
{
    /// <summary>Runs <paramref name="work"/> with the rights of <paramref name="caller"/>.</summary>
    public async Task<T> RunAsync<T>(Caller caller, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerContext>().Current = caller;
        return await work(scope.ServiceProvider);
    }
}
