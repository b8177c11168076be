/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-share.h"

#include "import/bw-import-source-private.h"
#include "import/bw-label-csv.h"
#include "import/bw-zip-door.h"
#include "store/bw-share-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define MANIFEST_BEGINNING 512 /* says what it is */

struct _BwImportShare
{
  BwLibrary *library; /* (unowned) */
  gint64 import_id;
  gboolean labels_given;
  GArray *recordings;  /* (element-type BwRecording): the share's name, the library's id */
  GHashTable *new_ids; /* (element-type gint64): owned, as a set */
  guint n_held;
};

static gboolean
is_called (const char *name,
           const char *wanted)
{
  g_autofree char *base = g_path_get_basename (name);

  return strcmp (base, wanted) == 0;
}

gboolean
bw_import_share_is_labels (const char *name)
{
  return is_called (name, BW_SHARE_LABELS);
}

static gboolean
is_manifest (const char *text,
             gsize       length)
{
  return length > 0 && text[0] == '{'
         && memmem (text, length, "\"" BW_SHARE_FORMAT "\"", strlen (BW_SHARE_FORMAT) + 2) != NULL;
}

static gboolean
holds_manifest (BwZipDoor *door)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *block;
  gssize n;

  while (text->len < MANIFEST_BEGINNING && (n = bw_zip_door_read (door, &block, NULL)) > 0)
    g_string_append_len (text, block, MIN (n, MANIFEST_BEGINNING));
  return is_manifest (text->str, text->len);
}

gboolean
bw_import_share_sniff (const char *path)
{
  g_autoptr (BwZipDoor) door = bw_zip_door_open (path, NULL);
  gboolean whole = door != NULL && bw_zip_door_check_end (door, NULL);
  const char *name;

  /* It comes first, but for those that were packed again. Of an archive without its end, which might
   * have to be unpacked to get on, and of a health export nothing more is looked at. What goes wrong is
   * told when it is read. */
  while (door != NULL && bw_zip_door_next (door, &name, NULL) && name != NULL)
    {
      if (is_called (name, BW_SHARE_MANIFEST))
        return holds_manifest (door);
      if (!whole || g_str_has_suffix (name, ".xml"))
        break;
    }
  return FALSE;
}

gboolean
bw_import_share_sniff_folder (const char *path)
{
  g_autofree char *manifest = g_build_filename (path, BW_SHARE_MANIFEST, NULL);
  char text[MANIFEST_BEGINNING];
  int fd = bw_source_open_file (manifest, BW_SHARE_MANIFEST, NULL);
  gssize n;

  if (fd < 0)
    return FALSE;
  n = bw_source_read_block (fd, text, sizeof text, BW_SHARE_MANIFEST, NULL);
  close (fd);
  return n > 0 && is_manifest (text, (gsize) n);
}

BwImportShare *
bw_import_share_new (BwLibrary *library,
                     gint64     import_id,
                     gboolean   labels_given)
{
  BwImportShare *self = g_new0 (BwImportShare, 1);

  self->library = library;
  self->import_id = import_id;
  self->labels_given = labels_given;
  self->recordings = g_array_new (FALSE, TRUE, sizeof (BwRecording));
  g_array_set_clear_func (self->recordings, (GDestroyNotify) bw_recording_clear);
  self->new_ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
bw_import_share_free (BwImportShare *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->recordings);
  g_hash_table_unref (self->new_ids);
  g_free (self);
}

gboolean
bw_import_share_ask (BwImportShare      *self,
                     const BwRecording  *recording,
                     const gint32       *samples_nv,
                     gboolean           *is_held,
                     GError            **error)
{
  g_return_val_if_fail (self != NULL && recording != NULL && is_held != NULL, FALSE);

  if (!bw_library_find_twin (self->library, self->import_id, recording, samples_nv, is_held, error))
    return FALSE;
  if (*is_held)
    self->n_held++;
  return TRUE;
}

void
bw_import_share_note (BwImportShare     *self,
                      const BwRecording *recording,
                      gboolean           is_new)
{
  BwRecording copy = {
    .id = recording->id,
    .name = g_strdup (recording->name),
    .start_ms = recording->start_ms,
    .rate_hz = recording->rate_hz,
    .n_samples = recording->n_samples,
  };

  g_return_if_fail (self != NULL);

  if (is_new)
    g_hash_table_add (self->new_ids, g_memdup2 (&copy.id, sizeof copy.id));
  g_array_append_val (self->recordings, copy);
}

guint
bw_import_share_count_held (const BwImportShare *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_held;
}

/* --- What is there stays ---------------------------------------------------------------------- */

static void
keep_labels (BwImportShare *self,
             BwLabelList   *list)
{
  for (guint i = list->states->len; i-- > 0;)
    if (self->labels_given
        || !g_hash_table_contains (self->new_ids,
                                   &g_array_index (list->states, BwLabelState, i).recording_id))
      g_array_remove_index (list->states, i);
}

static gboolean
keep_notes (BwImportShare  *self,
            BwLabelList    *list,
            GError        **error)
{
  for (guint i = list->notes->len; i-- > 0;)
    {
      gint64 id = g_array_index (list->notes, BwLabelNote, i).recording_id;
      g_autoptr (BwRecording) held = NULL;

      if (g_hash_table_contains (self->new_ids, &id))
        continue;
      held = bw_library_read_recording (self->library, id, error);
      if (held == NULL)
        return FALSE;
      if (held->note != NULL && *held->note != 0)
        g_array_remove_index (list->notes, i);
    }
  return TRUE;
}

static gboolean
is_read_already (GArray              *held,
                 const BwReaderLabel *label)
{
  for (guint i = 0; i < held->len; i++)
    {
      const BwReaderLabel *other = &g_array_index (held, BwReaderLabel, i);

      if (other->recording_id == label->recording_id && strcmp (other->reader, label->reader) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
keep_reader_labels (BwImportShare  *self,
                    BwLabelList    *list,
                    GError        **error)
{
  g_autoptr (GArray) held = bw_library_read_reader_labels (self->library, error);

  if (held == NULL)
    return FALSE;
  for (guint i = list->reader_labels->len; i-- > 0;)
    {
      const BwReaderLabel *label = &g_array_index (list->reader_labels, BwReaderLabel, i);

      if (!g_hash_table_contains (self->new_ids, &label->recording_id)
          && is_read_already (held, label))
        g_array_remove_index (list->reader_labels, i);
    }
  return TRUE;
}

static gboolean
note_zone (BwImportShare  *self,
           GError        **error)
{
  guint n = g_hash_table_size (self->new_ids);
  g_autoptr (GPtrArray) imports = NULL;

  if (n == 0)
    return TRUE;
  imports = bw_library_list_imports (self->library, error);
  if (imports == NULL)
    return FALSE;
  for (guint i = 0; i < imports->len; i++)
    if (strcmp (((const BwImport *) g_ptr_array_index (imports, i))->format, BW_SHARE_FORMAT) != 0)
      return TRUE;
  return bw_library_note_zone (self->library, "UTC", n, error);
}

gboolean
bw_import_share_finish (BwImportShare  *self,
                        GBytes         *labels,
                        BwProblems     *problems,
                        const char     *shown,
                        GError        **error)
{
  g_autoptr (BwLabelList) list = NULL;
  g_autoptr (GError) local = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (self != NULL && problems != NULL, FALSE);

  if (self->n_held > 0)
    bw_problems_add (problems, shown, 0,
                     _("Recordings that the library holds already, under another date, were left out"),
                     self->n_held);
  if (!note_zone (self, error))
    return FALSE;
  if (labels == NULL)
    return TRUE;
  text = g_bytes_get_data (labels, &length);
  list = bw_label_csv_parse_share (text, length, BW_SHARE_LABELS, self->recordings, &local);
  if (list == NULL)
    {
      bw_problems_add (problems, BW_SHARE_LABELS, 0, local->message, 1);
      return TRUE;
    }
  keep_labels (self, list);
  return keep_notes (self, list, error) && keep_reader_labels (self, list, error)
         && bw_label_list_apply_inside (list, self->library, error);
}
