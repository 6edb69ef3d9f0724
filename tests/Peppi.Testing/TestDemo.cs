using Peppi.Infrastructure.Instance;

namespace Peppi.Testing;

/// <summary>The demo's data, as tests get them.</summary>
internal static class TestDemo
{
    public static Task LoadAsync(InstanceSettings settings) => Task.CompletedTask;
}
