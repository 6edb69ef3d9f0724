namespace Peppi.Architecture.Tests;

/// <summary>The tree that these tests were built from.</summary>
internal static class Tree
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file below a folder, without what a build makes.</summary>
    public static IEnumerable<string> Sources(string under) => Files(under, "*.cs").Where(path => !path.Contains("Migrations", StringComparison.Ordinal));

    /// <summary>Files below a folder, without what a build makes.</summary>
    public static IEnumerable<string> Files(string under, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, under), pattern, SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or ".peppi"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Peppi.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("These tests read the tree that they were built from.");
    }
}
