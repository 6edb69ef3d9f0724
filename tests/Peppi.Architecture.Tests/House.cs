using System.Reflection;
using System.Runtime.CompilerServices;

namespace Peppi.Architecture.Tests;

/// <summary>The types that the rules look at, scanned once: those of <c>src</c>, and the planted offenders.</summary>
internal static class House
{
    private static readonly Lazy<IReadOnlyList<ScannedType>> LazySource = new(() => Scan(
        Assembly.Load("Peppi.Domain"), Assembly.Load("Peppi.DataApi"), Assembly.Load("Peppi.Application"),
        Assembly.Load("Peppi.Infrastructure"), Assembly.Load("Peppi.WebApi"), Assembly.Load("Peppi.Admin")));

    private static readonly Lazy<IReadOnlyList<ScannedType>> LazyOffenders = new(() => Scan(Assembly.Load("Peppi.Architecture.Offenders")));

    /// <summary>Everything under <c>src</c>.</summary>
    public static IReadOnlyList<ScannedType> Source => LazySource.Value;

    /// <summary>Types planted to break one rule each; they live in the namespaces of the rooms that they offend.</summary>
    public static IReadOnlyList<ScannedType> Offenders => LazyOffenders.Value;

    private static List<ScannedType> Scan(params Assembly[] assemblies) =>
        [.. assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.DeclaringType is null && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            .Where(type => type.Namespace?.StartsWith("Peppi", StringComparison.Ordinal) == true || type.Name == "Program")
            .Select(type => new ScannedType(type, TypeDependencies.Of(type)))];
}

/// <summary>A type and what it touches.</summary>
internal sealed record ScannedType(Type Type, TypeDependencies Touches)
{
    /// <summary>Its namespace; the top-level <c>Program</c> belongs to its assembly.</summary>
    public string Room => Type.Namespace ?? Type.Assembly.GetName().Name!;

    /// <summary>Is it in this room or one inside of it?</summary>
    public bool IsIn(string room) => Within(Room, room);

    /// <summary>Does it touch any type of these rooms?</summary>
    public bool TouchesRoom(params string[] rooms) => Touches.Types.Any(touched => rooms.Any(room => Within(touched.Namespace ?? "", room)));

    private static bool Within(string name, string room) =>
        name.StartsWith(room, StringComparison.Ordinal) && (name.Length == room.Length || name[room.Length] == '.');
}
