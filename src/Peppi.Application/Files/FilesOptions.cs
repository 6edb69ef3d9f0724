namespace Peppi.Application.Files;

/// <summary>Section <c>Storage</c> of the configuration.</summary>
public sealed class FilesOptions
{
    /// <summary>The largest file in bytes, where its bucket names no smaller limit.</summary>
    public long FileSizeLimit { get; set; } = 5_000_000_000;

    /// <summary>The largest image, in millions of pixels as its header tells them: a small file can unfold into gigabytes.</summary>
    public int MaxMegapixels { get; set; } = 200;

    /// <summary>For how many hours an upload in parts may rest before it is given up.</summary>
    public int UploadHours { get; set; } = 24;

    /// <summary>For how many hours a content that no file stands for is left alone.</summary>
    public int SweepAfterHours { get; set; } = 24;

    /// <summary>The largest image that is shown in other sizes, in millions of pixels: all of them stand in memory.</summary>
    public int RenderMegapixels { get; set; } = 50;

    /// <summary>How many images are drawn in other sizes at once.</summary>
    public int ParallelRenders { get; set; } = 2;

    /// <summary>How many megabytes of drawn images are remembered on the disk; 0 for none.</summary>
    public int RenderCacheMegabytes { get; set; } = 500;
}
