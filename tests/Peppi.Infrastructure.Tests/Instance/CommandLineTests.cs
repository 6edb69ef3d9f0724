using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Peppi.Infrastructure.Tests.Instance;

/// <summary><c>./peppi</c> as a person runs it: real processes, real ports, a state folder of its own.</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private readonly List<Instance> instances = [];
    private static readonly HttpClient http = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var instance in instances)
        {
            await instance.RunAsync("down");
            Directory.Delete(instance.Home, recursive: true);
        }
    }

    [Fact]
    public async Task Two_instances_stand_side_by_side_and_each_minds_its_own()
    {
        var (one, other) = (NewInstance(), NewInstance());
        var up = await one.RunAsync("up", "--demo", "--detach");
        Assert.True(up.ExitCode == 0, up.Output);
        Assert.Equal(0, (await other.RunAsync("up", "--detach")).ExitCode);
        await SignsInAsync(one, "project_manager@demo.peppi.local", (await one.FactsAsync())["DEMO_PASSWORD"]);
        var plain = await other.FactsAsync();
        Assert.DoesNotContain("DEMO_PASSWORD", plain.Keys);
        await SignsInAsync(other, plain["ADMIN_EMAIL"], plain["ADMIN_PASSWORD"]);

        var env = await one.FactsAsync();
        Assert.Equal($"http://127.0.0.1:{one.ApiPort}", env["API_URL"]);
        Assert.Equal($"http://127.0.0.1:{one.AdminPort}", env["ADMIN_URL"]);
        Assert.Equal($"http://127.0.0.1:{one.ApiPort}/auth/v1/.well-known/jwks.json", env["JWKS_URL"]);
        Assert.Contains($"@127.0.0.1:{one.DbPort}/peppi", env["DB_URL"], StringComparison.Ordinal);
        Assert.NotEqual(env["DB_URL"], (await other.FactsAsync())["DB_URL"]);
        Assert.True(await AnswersAsync(one));

        var again = await one.RunAsync("up", "--detach");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("already runs", again.Output, StringComparison.Ordinal);

        // A process that was killed is told, and the next start brings it back beside those that live.
        Process.GetProcessById(one.ProcessId("webapi")).Kill();
        await WaitAsync(async () => (await one.RunAsync("status")).ExitCode != 0);
        Assert.Contains("webapi: STOPPED", (await one.RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await one.RunAsync("up", "--detach")).ExitCode);
        Assert.True(await AnswersAsync(one));

        var down = await one.RunAsync("down");
        Assert.Equal(0, down.ExitCode);
        Assert.False(await AnswersAsync(one));
        Assert.False(Listens(one.DbPort));
        Assert.NotEqual(0, (await one.RunAsync("status", "-o", "env")).ExitCode);
        Assert.True(await AnswersAsync(other));
        await AnOperatorIsServedAsync(other, plain);
    }

    // On an instance that runs: starting one more for it would cost more than all of this.
    private static async Task AnOperatorIsServedAsync(Instance instance, Dictionary<string, string> facts)
    {
        var rotated = await instance.RunAsync("keys", "rotate");
        Assert.Equal(0, rotated.ExitCode);
        var listed = (await instance.RunAsync("keys", "list")).Output.Split('\n');
        Assert.Contains(listed, line => line.Contains("sessions  current", StringComparison.Ordinal) && rotated.Output.Contains(line.Trim().Split(' ')[0], StringComparison.Ordinal));
        Assert.Contains(listed, line => line.Contains("sessions  previous, believed until", StringComparison.Ordinal));
        await SignsInAsync(instance, facts["ADMIN_EMAIL"], facts["ADMIN_PASSWORD"]);

        var file = Path.Combine(instance.Home, "users.csv");
        await File.WriteAllTextAsync(file, "email,encrypted_password,email_confirmed_at\nzoe@exemple.fr,$2b$10$N9qo8uLOickgx2ZMRZoMyeUalutVAUeK1iyhYKLzwpTyWAft3dHE.,2024-03-01T10:00:00Z\n");
        Assert.Contains("1 accounts imported", (await instance.RunAsync("import-users", file, "--role", "finance")).Output, StringComparison.Ordinal);
        await SignsInAsync(instance, "zoe@exemple.fr", "correct horse battery");
        Assert.NotEqual(0, (await instance.RunAsync("import-users", file)).ExitCode);

        var verified = await instance.RunAsync("audit", "verify");
        Assert.True(verified.ExitCode == 0, verified.Output);
        Assert.Contains("entries of the audit log are linked", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_front_it_stops_everything_when_it_is_asked_to_end()
    {
        var instance = NewInstance();
        using var front = instance.Start("up");
        await WaitAsync(() => AnswersAsync(instance));
        await WaitAsync(() => Task.FromResult(File.Exists(Path.Combine(instance.Home, "run", "instance.env"))));

        Process.Start("kill", ["-TERM", front.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        await front.WaitForExitAsync();
        Assert.False(Listens(instance.ApiPort));
        Assert.False(Listens(instance.AdminPort));
        Assert.False(Listens(instance.DbPort));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_setting_that_moves_it()
    {
        var instance = NewInstance();
        using var squatter = new TcpListener(IPAddress.Loopback, instance.AdminPort);
        squatter.Start();
        var outcome = await instance.RunAsync("up", "--detach");
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains($"Port {instance.AdminPort}", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("PEPPI_ADMIN_PORT", outcome.Output, StringComparison.Ordinal);
        Assert.False(Listens(instance.DbPort));
    }

    [Fact]
    public async Task A_failed_start_names_its_log_and_leaves_nothing_running()
    {
        // An address of the documentation's network: no machine can listen on it.
        var instance = NewInstance(("PEPPI_LISTEN", "192.0.2.1"));
        var outcome = await instance.RunAsync("up", "--detach");
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("webapi ended while it started", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(instance.Home, "logs", "webapi.log"), outcome.Output, StringComparison.Ordinal);
        Assert.False(Listens(instance.DbPort));
        Assert.NotEqual(0, (await instance.RunAsync("status")).ExitCode);
    }

    [Fact]
    public async Task What_it_does_not_know_it_refuses_with_its_usage()
    {
        var instance = NewInstance();
        Assert.Equal(2, (await instance.RunAsync("fly")).ExitCode);
        Assert.NotEqual(0, (await instance.RunAsync("up", "--quickly")).ExitCode);
        Assert.NotEqual(0, (await instance.RunAsync("status", "-o", "xml")).ExitCode);
        var help = await instance.RunAsync("help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("usage: ./peppi", help.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing runs", (await instance.RunAsync("down")).Output, StringComparison.Ordinal);
    }

    private Instance NewInstance(params (string Name, string Value)[] settings)
    {
        var instance = new Instance(settings);
        instances.Add(instance);
        return instance;
    }

    private static async Task<bool> AnswersAsync(Instance instance)
    {
        try
        {
            using var api = await http.GetAsync(new Uri($"http://127.0.0.1:{instance.ApiPort}/health/ready"));
            using var admin = await http.GetAsync(new Uri($"http://127.0.0.1:{instance.AdminPort}/health/ready"));
            return api.IsSuccessStatusCode && admin.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task SignsInAsync(Instance instance, string email, string password)
    {
        var facts = await instance.FactsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, facts["API_URL"] + "/auth/v1/token?grant_type=password") { Content = JsonContent.Create(new { email, password }) };
        request.Headers.Add("apikey", facts["ANON_KEY"]);
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static bool Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task WaitAsync(Func<Task<bool>> until)
    {
        var clock = Stopwatch.StartNew();
        while (!await until())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "It took too long.");
            await Task.Delay(100);
        }
    }

    private sealed class Instance
    {
        private readonly (string Name, string Value)[] settings;

        public Instance((string Name, string Value)[] settings)
        {
            this.settings = settings;
            Home = Directory.CreateTempSubdirectory("peppi-cli-").FullName;
            if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) File.SetUnixFileMode(Home, (UnixFileMode)Convert.ToInt32("755", 8));

            // Held together, so that the three differ.
            var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
            listeners.ForEach(listener => listener.Start());
            var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
            listeners.ForEach(listener => listener.Dispose());
            (ApiPort, AdminPort, DbPort) = (ports[0], ports[1], ports[2]);
        }

        public string Home { get; }

        public int ApiPort { get; }

        public int AdminPort { get; }

        public int DbPort { get; }

        public int ProcessId(string name) =>
            int.Parse(File.ReadAllText(Path.Combine(Home, "run", name + ".pid")).Split(' ')[0], CultureInfo.InvariantCulture);

        public Process Start(params string[] arguments)
        {
            var start = new ProcessStartInfo(Path.Combine(Root(), "peppi"), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["PEPPI_HOME"] = Home;
            start.Environment["PEPPI_API_PORT"] = ApiPort.ToString(CultureInfo.InvariantCulture);
            start.Environment["PEPPI_ADMIN_PORT"] = AdminPort.ToString(CultureInfo.InvariantCulture);
            start.Environment["PEPPI_DB_PORT"] = DbPort.ToString(CultureInfo.InvariantCulture);
            start.Environment["PEPPI_START_TIMEOUT"] = "120";

            // The tests were built with everything else: a build now would change what they run on.
            start.Environment["PEPPI_NO_BUILD"] = "1";
            foreach (var (name, value) in settings) start.Environment[name] = value;
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }

        public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
        {
            using var process = Start(arguments);
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }

        public async Task<Dictionary<string, string>> FactsAsync()
        {
            var (exitCode, output) = await RunAsync("status", "-o", "env");
            Assert.Equal(0, exitCode);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim('\''));
        }

        private static string Root()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Peppi.sln"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }
}
