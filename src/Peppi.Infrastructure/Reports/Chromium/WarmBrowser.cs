namespace Peppi.Infrastructure.Reports.Chromium;

/// <summary>
/// Keeps one browser warm between reports, replaces it after so many pages or when it has ended, and lets it go when nothing
/// was asked for a while: half a gigabyte is too much to hold for nobody.
/// </summary>
internal sealed class WarmBrowser : IAsyncDisposable
{
    private const int PagesPerBrowser = 200;

    private readonly ChromiumOptions options;
    private readonly TimeSpan idle;
    private readonly SemaphoreSlim seats;
    private readonly SemaphoreSlim changing = new(1);
    private readonly ITimer timer;
    private readonly TimeProvider time;
    private Lease? present;
    private DateTimeOffset lastUse;
    private bool disposed;

    public WarmBrowser(ChromiumOptions options, int seats, TimeSpan idle, TimeProvider time)
    {
        this.options = options;
        this.idle = idle;
        this.time = time;
        this.seats = new SemaphoreSlim(seats, seats);
        timer = time.CreateTimer(_ => _ = LetGoWhenIdleAsync(), null, idle / 2, idle / 2);
    }

    /// <summary>Opens a page for <paramref name="work"/> as soon as a seat is free.</summary>
    public async Task<T> WithPageAsync<T>(Func<BrowserPage, Task<T>> work, CancellationToken cancellationToken)
    {
        await seats.WaitAsync(cancellationToken);
        try
        {
            var lease = await TakeAsync(cancellationToken);
            try
            {
                await using var page = await lease.Browser.OpenPageAsync(cancellationToken);
                return await work(page);
            }
            catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
            {
                // A page that hangs may have taken the browser with it: the next report gets a new one.
                lease.Spent = true;
                throw;
            }
            finally
            {
                await GiveBackAsync(lease);
            }
        }
        finally
        {
            seats.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        await timer.DisposeAsync();
        await changing.WaitAsync();
        if (present is not null) await present.Browser.DisposeAsync();
        present = null;
        changing.Release();
    }

    private async Task<Lease> TakeAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (present is { Usable: false } spent)
            {
                present = null;
                if (spent.Users == 0) await spent.Browser.DisposeAsync();
            }

            present ??= new Lease(await ChromiumProcess.StartAsync(options, cancellationToken));
            present.Users++;
            present.Pages++;
            return present;
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task GiveBackAsync(Lease lease)
    {
        await changing.WaitAsync();
        try
        {
            lease.Users--;
            lastUse = time.GetUtcNow();

            // Replaced while it still printed: the last to leave closes it.
            if (lease != present && lease.Users == 0) await lease.Browser.DisposeAsync();
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task LetGoWhenIdleAsync()
    {
        await changing.WaitAsync();
        try
        {
            if (present is not { Users: 0 } || time.GetUtcNow() - lastUse < idle) return;
            await present.Browser.DisposeAsync();
            present = null;
        }
        finally
        {
            changing.Release();
        }
    }

    private sealed class Lease(ChromiumProcess browser)
    {
        public ChromiumProcess Browser { get; } = browser;

        public int Users { get; set; }

        public int Pages { get; set; }

        public bool Spent { get; set; }

        public bool Usable => !Spent && Pages < PagesPerBrowser && Browser.Alive;
    }
}
