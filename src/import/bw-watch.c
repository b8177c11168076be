/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-watch.h"

#include "import/bw-watch-scan.h"

/* Between writes of a copy or a download pass less than this. */
#define STILL_MS 3000
#define AGAIN_MS 60000

struct _BwWatch
{
  GObject parent_instance;

  /* Owned. */
  char *folder;
  GFileMonitor *monitor;       /* (nullable) */
  GCancellable *cancellable;   /* of the look that is under way; (nullable) */
  GHashTable *seen;            /* keys */
  GHashTable *taken;           /* keys told of or passed over in this run */
  GHashTable *last;            /* keys of files that were there the last time, not yet told of */
  GError *error;

  guint still_ms, again_ms;
  guint scan_id, again_id;     /* timeouts */
  gboolean running;
  gboolean skips;              /* what the first look finds counts as seen */
  gboolean again;              /* something changed during the look that is under way */
};

G_DEFINE_FINAL_TYPE (BwWatch, bw_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_ARRIVED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void scan (BwWatch *self);

static gboolean
on_time (gpointer user_data)
{
  BwWatch *self = user_data;

  self->scan_id = 0;
  scan (self);
  return G_SOURCE_REMOVE;
}

static void
scan_soon (BwWatch *self)
{
  if (self->cancellable != NULL)
    self->again = TRUE;
  else if (self->scan_id == 0)
    self->scan_id = g_timeout_add (self->still_ms, on_time, self);
}

static gboolean
on_again (gpointer user_data)
{
  BwWatch *self = user_data;

  if (self->cancellable == NULL && self->scan_id == 0)
    scan (self);
  return G_SOURCE_CONTINUE;
}

static void
on_folder_changed (GFileMonitor     *monitor,
                   GFile            *file,
                   GFile            *other,
                   GFileMonitorEvent event,
                   BwWatch          *self)
{
  scan_soon (self);
}

static void
drop_monitor (BwWatch *self)
{
  if (self->monitor == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
}

static void
make_monitor (BwWatch *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);

  /* Without one there is still the look once a minute. */
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (on_folder_changed), self);
}

static void
fail (BwWatch      *self,
      const GError *error)
{
  gboolean news = self->error == NULL || !g_str_equal (self->error->message, error->message);

  drop_monitor (self);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  if (news)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Files that are gone need not be remembered. Returns: whether one was */
static gboolean
forget_gone (BwWatch          *self,
             const BwWatchScan *found)
{
  GHashTableIter iter;
  gpointer key;
  gboolean any = FALSE;

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (found->present, key))
      {
        g_hash_table_iter_remove (&iter);
        any = TRUE;
      }
  g_hash_table_iter_init (&iter, self->taken);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (found->present, key))
      g_hash_table_iter_remove (&iter);
  return any;
}

static void
take (BwWatch           *self,
      const BwWatchScan *found)
{
  gboolean news = self->error != NULL;

  g_clear_error (&self->error);
  if (self->monitor == NULL)
    {
      make_monitor (self);
      /* What came between the look and the monitor. */
      self->again = TRUE;
    }
  news |= forget_gone (self, found);
  g_hash_table_remove_all (self->last);
  for (guint i = 0; i < found->moving->len; i++)
    {
      const char *key = g_ptr_array_index (found->moving, i);

      g_hash_table_add (self->skips ? self->seen : self->last, g_strdup (key));
      news |= self->skips;
    }
  for (guint i = 0; i < found->foreign->len; i++)
    {
      g_hash_table_add (self->seen, g_strdup (g_ptr_array_index (found->foreign, i)));
      news = TRUE;
    }
  self->skips = FALSE;
  if (news)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  for (guint i = 0; self->running && i < found->ready->len; i++)
    {
      const BwWatchFile *file = g_ptr_array_index (found->ready, i);

      g_hash_table_add (self->taken, g_strdup (file->key));
      g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, file->path);
    }
  if (g_hash_table_size (self->last) > 0)
    self->again = TRUE;
}

static void
on_scanned (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  BwWatch *self = BW_WATCH (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwWatchScan) found = g_task_propagate_pointer (G_TASK (result), &error);

  /* One that was stopped, and perhaps followed by another. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  if (!self->running)
    return;
  if (found != NULL)
    take (self, found);
  else
    fail (self, error);
  if (self->again && self->running)
    {
      self->again = FALSE;
      scan_soon (self);
    }
}

static GHashTable *
copy_keys (GHashTable *keys)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy, g_strdup (key));
  return copy;
}

static void
scan (BwWatch *self)
{
  GHashTableIter iter;
  gpointer key;
  GHashTable *known;

  if (!self->running || self->cancellable != NULL)
    return;
  known = copy_keys (self->seen);
  g_hash_table_iter_init (&iter, self->taken);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (known, g_strdup (key));
  self->cancellable = g_cancellable_new ();
  bw_watch_scan_async (self, self->folder, known, copy_keys (self->last), self->cancellable,
                       on_scanned);
}

static void
bw_watch_dispose (GObject *object)
{
  BwWatch *self = BW_WATCH (object);

  bw_watch_stop (self);
  G_OBJECT_CLASS (bw_watch_parent_class)->dispose (object);
}

static void
bw_watch_finalize (GObject *object)
{
  BwWatch *self = BW_WATCH (object);

  g_free (self->folder);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->last, g_hash_table_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (bw_watch_parent_class)->finalize (object);
}

static void
bw_watch_class_init (BwWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_watch_dispose;
  object_class->finalize = bw_watch_finalize;

  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_watch_init (BwWatch *self)
{
  self->still_ms = STILL_MS;
  self->again_ms = AGAIN_MS;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

BwWatch *
bw_watch_new (const char        *folder,
              const char *const *seen)
{
  BwWatch *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (BW_TYPE_WATCH, NULL);
  self->folder = g_strdup (folder);
  for (guint i = 0; seen != NULL && seen[i] != NULL; i++)
    g_hash_table_add (self->seen, g_strdup (seen[i]));
  return self;
}

const char *
bw_watch_get_folder (BwWatch *self)
{
  g_return_val_if_fail (BW_IS_WATCH (self), NULL);

  return self->folder;
}

void
bw_watch_set_pace (BwWatch *self,
                   guint    still_ms,
                   guint    again_ms)
{
  g_return_if_fail (BW_IS_WATCH (self));
  g_return_if_fail (!self->running);

  self->still_ms = still_ms;
  self->again_ms = again_ms;
}

void
bw_watch_start (BwWatch  *self,
                gboolean  take_present)
{
  g_return_if_fail (BW_IS_WATCH (self));
  g_return_if_fail (!self->running);

  self->running = TRUE;
  self->skips = !take_present;
  self->again_id = g_timeout_add (self->again_ms, on_again, self);
  scan (self);
}

void
bw_watch_stop (BwWatch *self)
{
  g_return_if_fail (BW_IS_WATCH (self));

  self->running = FALSE;
  g_clear_handle_id (&self->scan_id, g_source_remove);
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_monitor (self);
}

void
bw_watch_finish (BwWatch    *self,
                 const char *path,
                 gboolean    remember)
{
  g_autofree char *name = NULL;
  GHashTableIter iter;
  gpointer key;
  gboolean news = FALSE;

  g_return_if_fail (BW_IS_WATCH (self));
  g_return_if_fail (path != NULL);

  if (!remember)
    return;
  name = g_path_get_basename (path);
  g_hash_table_iter_init (&iter, self->taken);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (bw_watch_key_has_name (key, name))
      news |= g_hash_table_add (self->seen, g_strdup (key));
  if (news)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char **
bw_watch_get_seen (BwWatch *self)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (BW_IS_WATCH (self), NULL);

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_sort (keys, compare_keys);
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (keys, FALSE);
}

const GError *
bw_watch_get_error (BwWatch *self)
{
  g_return_val_if_fail (BW_IS_WATCH (self), NULL);

  return self->error;
}
