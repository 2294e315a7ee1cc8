/**
 * For one machine that also runs the application: small at rest, and every answered commit on disk.
 * A server of the operator's own (`DATABASE_URL`) is theirs to tune.
 */
export const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '64MB',
  work_mem: '4MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  huge_pages: 'off',
  // Compiling plans and running them in parallel costs more than it gives for short queries on two cores.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_parallel_workers: '0',
  max_worker_processes: '2',
  // Reading goes through the kernel's cache; helper processes would only take memory.
  io_method: 'sync',
  autovacuum_max_workers: '2',
  // Nobody replicates from the embedded server; `backup` is logical.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_replication_slots: '0',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_buffers: '4MB',
  min_wal_size: '80MB',
  // Room on the disk for a national results day between two checkpoints; memory it takes none.
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log must hold no personal data: neither the values in an error's detail nor the failing statement.
  log_min_messages: 'warning',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
}
