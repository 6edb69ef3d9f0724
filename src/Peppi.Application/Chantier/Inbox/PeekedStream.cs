namespace Peppi.Application.Chantier.Inbox;

/// <summary>A stream whose beginning may be looked at before it is read. It does not own what it reads from.</summary>
internal sealed class PeekedStream(Stream inner) : Stream
{
    private Memory<byte> head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, at most so many; called once, before anything is read.</summary>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(int most, CancellationToken cancellationToken)
    {
        var bytes = new byte[most];
        head = bytes.AsMemory(0, await inner.ReadAtLeastAsync(bytes, most, throwOnEndOfStream: false, cancellationToken));
        return head;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        head.IsEmpty ? await inner.ReadAsync(buffer, cancellationToken) : FromHead(buffer.Span);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => head.IsEmpty ? inner.Read(buffer, offset, count) : FromHead(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int FromHead(Span<byte> buffer)
    {
        var given = Math.Min(buffer.Length, head.Length);
        head.Span[..given].CopyTo(buffer);
        head = head[given..];
        return given;
    }
}
