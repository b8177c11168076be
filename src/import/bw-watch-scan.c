/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-watch-scan.h"

#include "base/bw-error.h"
#include "import/bw-import-look.h"
#include "import/bw-import-source-private.h"
#include "import/bw-import-source.h"
#include "import/bw-zip-door.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* Folders with more files that could be ours are no drop boxes. */
#define MAX_FILES 10000
/* A zip without its end is taken to be on its way for so long. */
#define CUT_SECONDS 600

static const char *const suffixes[]
  = { ".zip", ".xml", ".csv", ".tsv", ".txt", ".lp",  ".line",
      ".edf", ".bdf", ".hrm", ".rr",  ".ibi" };

typedef struct
{
  char *folder;
  GHashTable *known;
  GHashTable *last;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->folder);
  g_hash_table_unref (input->known);
  g_hash_table_unref (input->last);
  g_free (input);
}

static void
file_free (gpointer data)
{
  BwWatchFile *file = data;

  g_free (file->path);
  g_free (file->key);
  g_free (file);
}

static BwWatchScan *
scan_new (void)
{
  BwWatchScan *self = g_new0 (BwWatchScan, 1);

  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->moving = g_ptr_array_new_with_free_func (g_free);
  self->foreign = g_ptr_array_new_with_free_func (g_free);
  self->ready = g_ptr_array_new_with_free_func (file_free);
  return self;
}

void
bw_watch_scan_free (BwWatchScan *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->present);
  g_ptr_array_unref (self->moving);
  g_ptr_array_unref (self->foreign);
  g_ptr_array_unref (self->ready);
  g_free (self);
}

/* Hidden files and what programs call unfinished ones (".part", ".crdownload" …) have none of the
 * suffixes. */
static gboolean
could_be_ours (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (guint i = 0; name[0] != '.' && i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (folded, suffixes[i]))
      return TRUE;
  return FALSE;
}

/* The name comes last and holds no blank. */
static char *
make_key (const char     *name,
          const GStatBuf *info)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);

  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld %s",
                          (gint64) info->st_size, (gint64) info->st_mtim.tv_sec,
                          (long) info->st_mtim.tv_nsec, escaped);
}

gboolean
bw_watch_key_has_name (const char *key,
                       const char *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  const char *blank = strrchr (key, ' ');

  return blank != NULL && g_str_equal (blank + 1, escaped);
}

/* Text in a zip may say anything: it has to begin as a file of RR intervals does. */
static gboolean
text_could_be_ours (BwZipDoor *door)
{
  const char *block = NULL;
  gssize n = bw_zip_door_read (door, &block, NULL);

  return n > 0 && bw_source_sniff (block, (gsize) n, NULL, NULL, NULL) == BW_CONTENT_RR;
}

/* A zip that holds XML, tables or RR intervals may be an export; one of pictures is not. */
static gboolean
zip_could_be_ours (const char *path)
{
  g_autoptr (BwZipDoor) door = bw_zip_door_open (path, NULL);
  const char *name = NULL;

  if (door == NULL)
    return TRUE;
  while (bw_zip_door_next (door, &name, NULL) && name != NULL)
    {
      g_autofree char *folded = g_ascii_strdown (name, -1);

      if (g_str_has_suffix (folded, ".xml") || g_str_has_suffix (folded, ".csv"))
        return TRUE;
      if ((g_str_has_suffix (folded, ".txt") || g_str_has_suffix (folded, ".hrm"))
          && text_could_be_ours (door))
        return TRUE;
    }
  /* Where it breaks off, the import says so. */
  return name != NULL;
}

static gboolean
is_cut (const char *path)
{
  g_autoptr (BwZipDoor) door = bw_zip_door_open (path, NULL);

  return door != NULL && !bw_zip_door_check_end (door, NULL);
}

static gboolean
is_zip (const char *path)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  return g_str_has_suffix (folded, ".zip");
}

/* A file that stands still: what is it? */
static void
sort_file (BwWatchScan    *self,
           const char     *path,
           const char     *key,
           const GStatBuf *info,
           GCancellable   *cancellable)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportLook) look = NULL;
  BwWatchFile *file;

  if (is_zip (path) && g_get_real_time () / G_USEC_PER_SEC - info->st_mtim.tv_sec < CUT_SECONDS
      && is_cut (path))
    return;
  look = bw_import_look (paths, cancellable, &error);
  if (g_error_matches (error, BW_ERROR, BW_ERROR_FORMAT)
      || (look != NULL && is_zip (path) && !zip_could_be_ours (path)))
    {
      g_ptr_array_add (self->foreign, g_strdup (key));
      return;
    }
  /* What cannot be read at all the import tells of. */
  file = g_new0 (BwWatchFile, 1);
  file->path = g_strdup (path);
  file->key = g_strdup (key);
  g_ptr_array_add (self->ready, file);
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  const BwWatchFile *x = *(const BwWatchFile *const *) a;
  const BwWatchFile *y = *(const BwWatchFile *const *) b;

  return g_strcmp0 (x->path, y->path);
}

static gboolean
look_at_folder (BwWatchScan   *self,
                const Input   *input,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GDir) dir = g_dir_open (input->folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL
         && g_hash_table_size (self->present) < MAX_FILES)
    {
      g_autofree char *path = g_build_filename (input->folder, name, NULL);
      g_autofree char *key = NULL;
      GStatBuf info;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!could_be_ours (name) || g_stat (path, &info) != 0 || !S_ISREG (info.st_mode))
        continue;
      key = make_key (name, &info);
      if (!g_hash_table_contains (input->known, key))
        {
          if (g_hash_table_contains (input->last, key))
            sort_file (self, path, key, &info, cancellable);
          else
            g_ptr_array_add (self->moving, g_strdup (key));
        }
      g_hash_table_add (self->present, g_steal_pointer (&key));
    }
  g_ptr_array_sort (self->ready, compare_files);
  return TRUE;
}

static void
run (GTask        *task,
     gpointer      source,
     gpointer      data,
     GCancellable *cancellable)
{
  g_autoptr (BwWatchScan) self = scan_new ();
  GError *error = NULL;

  if (look_at_folder (self, data, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) bw_watch_scan_free);
  else
    g_task_return_error (task, error);
}

void
bw_watch_scan_async (gpointer             source,
                     const char          *folder,
                     GHashTable          *known,
                     GHashTable          *last,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, NULL);
  Input *input = g_new0 (Input, 1);

  input->folder = g_strdup (folder);
  input->known = known;
  input->last = last;
  g_task_set_task_data (task, input, input_free);
  g_task_run_in_thread (task, run);
}
