/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-share-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "export/bw-export-ecg.h"
#include "export/bw-zip-writer.h"
#include "store/bw-readers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_DIGITS 3 /* of a recording's number */

/* A reader, and since when there is one. */
typedef struct
{
  const char *name;
  gint64 since_ms;
} Reader;

static void
entry_free (gpointer data)
{
  BwShareEntry *entry = data;

  g_free (entry->name);
  g_free (entry->holds);
  g_free (entry);
}

void
bw_share_free (BwShare *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->recordings, g_array_unref);
  g_clear_pointer (&self->reader_labels, g_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

/* --- Readers ---------------------------------------------------------------------------------- */

/* What is no person's name (see BwRecording). */
static gboolean
is_rule (const char *labelled_by)
{
  static const char *const rules[] = { "folder", "import", "protocol", "glucose", NULL };

  return g_strv_contains (rules, labelled_by);
}

static void
note_reader (GArray     *readers,
             const char *name,
             gint64      since_ms)
{
  const Reader reader = { name, since_ms };

  for (guint i = 0; i < readers->len; i++)
    {
      Reader *known = &g_array_index (readers, Reader, i);

      if (strcmp (known->name, name) == 0)
        {
          known->since_ms = MIN (known->since_ms, since_ms);
          return;
        }
    }
  g_array_append_val (readers, reader);
}

static int
compare_readers (gconstpointer a,
                 gconstpointer b)
{
  const Reader *one = a, *other = b;

  if (one->since_ms != other->since_ms)
    return one->since_ms < other->since_ms ? -1 : 1;
  return strcmp (one->name, other->name);
}

/* All of the library, by who began first: who comes later leaves the others' numbers as they are.
 * Returns: (transfer full) (element-type Reader): names are borrowed */
static GArray *
list_readers (GArray *recordings,
              GArray *reader_labels)
{
  GArray *readers = g_array_new (FALSE, FALSE, sizeof (Reader));

  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *r = &g_array_index (recordings, BwRecording, i);

      if (r->label != BW_LABEL_NONE && r->labelled_by != NULL && !is_rule (r->labelled_by))
        note_reader (readers, r->labelled_by, r->labelled_ms);
    }
  for (guint i = 0; i < reader_labels->len; i++)
    {
      const BwReaderLabel *label = &g_array_index (reader_labels, BwReaderLabel, i);

      note_reader (readers, label->reader, label->time_ms);
    }
  g_array_sort (readers, compare_readers);
  return readers;
}

/* “reader-1”. Returns: (transfer full) */
static char *
hide_reader (GArray     *readers,
             const char *name)
{
  for (guint i = 0; i < readers->len; i++)
    if (strcmp (g_array_index (readers, Reader, i).name, name) == 0)
      return g_strdup_printf ("reader-%u", i + 1);
  g_assert_not_reached ();
}

/* --- Choosing --------------------------------------------------------------------------------- */

/* @wanted: (out) (transfer full) (element-type gint64) (nullable): @ids as a set; %NULL for all */
static gboolean
index_ids (GArray        *recordings,
           const gint64  *ids,
           guint          n_ids,
           GHashTable   **wanted,
           GError       **error)
{
  g_autoptr (GHashTable) held = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) found = g_hash_table_new (g_int64_hash, g_int64_equal);

  *wanted = NULL;
  for (guint i = 0; i < recordings->len; i++)
    g_hash_table_add (held, &g_array_index (recordings, BwRecording, i).id);
  for (guint i = 0; i < n_ids; i++)
    {
      if (!g_hash_table_contains (held, &ids[i]))
        {
          g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                       _("There is no recording %lld in the library."), (long long) ids[i]);
          return FALSE;
        }
      g_hash_table_add (found, (gpointer) &ids[i]);
    }
  if (n_ids > 0)
    *wanted = g_steal_pointer (&found);
  return TRUE;
}

static gboolean
is_let_through (const BwRecording    *r,
                GTimeZone            *zone,
                const BwShareOptions *options)
{
  gint64 shown_ms = bw_recording_get_shown_ms (r, zone);

  return !(options->labelled_only && r->label == BW_LABEL_NONE)
         && !(options->has_from && shown_ms < options->from_ms)
         && !(options->has_to && shown_ms >= options->to_ms);
}

/* What is given away of a recording, but for its name. */
static BwRecording
hide (BwShare           *self,
      const BwRecording *r,
      GArray            *readers)
{
  const char *lead = bw_export_ecg_find_lead (r->lead);
  const char *english = bw_recording_get_english_classification (r->classification);
  BwRecording hidden = {
    .id = r->id,
    .start_ms = bw_share_to_clock (self->zone, bw_recording_get_shown_ms (r, self->zone)),
    .time_known = r->time_known,
    .rate_hz = r->rate_hz,
    .n_samples = r->n_samples,
    .lead = lead != NULL ? g_strconcat ("Lead ", lead, NULL) : g_strdup (""),
    .classification = g_strdup (english != NULL ? english : ""),
    .symptoms = g_strdup (""),
    .device = g_strdup (""),
    .software = g_strdup (""),
    .label = r->label,
    .note = g_strdup (self->with_notes && r->note != NULL ? r->note : ""),
  };

  if (r->label != BW_LABEL_NONE && r->labelled_by != NULL)
    hidden.labelled_by = is_rule (r->labelled_by) ? g_strdup (r->labelled_by)
                                                  : hide_reader (readers, r->labelled_by);
  return hidden;
}

static gboolean
choose_recordings (BwShare               *self,
                   GArray                *all,
                   GArray                *readers,
                   GHashTable            *wanted,
                   const BwShareOptions  *options,
                   GError               **error)
{
  for (guint i = 0; i < all->len; i++)
    {
      const BwRecording *r = &g_array_index (all, BwRecording, i);
      BwRecording hidden;

      if ((wanted != NULL && !g_hash_table_contains (wanted, &r->id))
          || !is_let_through (r, self->zone, options))
        continue;
      hidden = hide (self, r, readers);
      g_array_append_val (self->recordings, hidden);
      self->n_labels[hidden.label]++;
    }
  if (self->recordings->len > 0)
    return TRUE;
  g_set_error (error, BW_ERROR, BW_ERROR_TOO_FEW,
               _("There is no such ECG recording in the library; nothing was written"));
  return FALSE;
}

/* Numbers in the order of time, with as many digits as the last has, so that they sort. */
static void
name_recordings (BwShare *self)
{
  g_autofree char *last = g_strdup_printf ("%u", self->recordings->len);
  int digits = MAX ((int) strlen (last), MIN_DIGITS);

  for (guint i = 0; i < self->recordings->len; i++)
    g_array_index (self->recordings, BwRecording, i).name
      = g_strdup_printf ("recording-%0*u.csv", digits, i + 1);
}

static void
choose_reader_labels (BwShare *self,
                      GArray  *all,
                      GArray  *readers)
{
  g_autoptr (GHashTable) chosen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->recordings->len; i++)
    g_hash_table_add (chosen, &g_array_index (self->recordings, BwRecording, i).id);
  for (guint i = 0; i < all->len; i++)
    {
      const BwReaderLabel *label = &g_array_index (all, BwReaderLabel, i);
      BwReaderLabel hidden = { .recording_id = label->recording_id, .label = label->label };

      if (!g_hash_table_contains (chosen, &label->recording_id))
        continue;
      hidden.reader = hide_reader (readers, label->reader);
      g_array_append_val (self->reader_labels, hidden);
    }
}

/* --- Entries ---------------------------------------------------------------------------------- */

static void
add_entry (BwShare    *self,
           char       *name,
           gsize       size,
           char       *holds,
           gint64      recording_id)
{
  BwShareEntry *entry = g_new0 (BwShareEntry, 1);

  entry->name = name;
  entry->size = (gint64) size;
  entry->holds = holds;
  entry->recording_id = recording_id;
  g_ptr_array_add (self->entries, entry);
}

/* Its file's text, @days earlier; exact to the byte whatever the days.
 * Returns: (transfer full): %NULL with @error */
static GString *
format_recording (BwLibrary          *library,
                  const BwRecording  *hidden,
                  gint64              days,
                  GError            **error)
{
  g_autoptr (GArray) samples_nv = bw_library_read_ecg_nv (library, hidden->id, error);
  BwRecording shifted = *hidden;
  const BwExportEcg ecg = {
    .recording = &shifted,
    .samples_nv = samples_nv != NULL ? (const gint32 *) (gpointer) samples_nv->data : NULL,
  };

  if (samples_nv == NULL)
    return NULL;
  shifted.n_samples = samples_nv->len;
  shifted.start_ms = bw_time_add (hidden->start_ms, -days * BW_TIME_DAY);
  return bw_export_ecg_format_csv (&ecg);
}

/* Returns: (transfer full) */
static char *
describe_recording (const BwRecording *r)
{
  const char *label = r->label == BW_LABEL_FASTING   ? _("fasting")
                      : r->label == BW_LABEL_GLUCOSE ? _("after glucose")
                                                     : _("no label");

  /* Translators: an ECG: its length, its sample rate, and its label: "30 s at 512 Hz, fasting" */
  return g_strdup_printf (_("%.0f s at %.0f Hz, %s"), r->n_samples / r->rate_hz, r->rate_hz, label);
}

static gboolean
list_entries (BwShare       *self,
              BwLibrary     *library,
              BwProgress    *progress,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GString) manifest = bw_share_format_manifest (self);
  g_autoptr (GString) readme = bw_share_format_readme (self);
  g_autoptr (GString) labels = bw_share_format_labels (self, 0);

  add_entry (self, g_strdup (BW_SHARE_MANIFEST), manifest->len,
             g_strdup (_("What is in it, for programs")), 0);
  add_entry (self, g_strdup (BW_SHARE_README), readme->len,
             g_strdup (_("What is in it and what was left off, for people, in English")), 0);
  add_entry (self, g_strdup (BW_SHARE_LABELS), labels->len,
             g_strdup (self->with_notes ? _("Labels, readers’ labels and notes")
                                        : _("Labels and readers’ labels")), 0);
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecording *r = &g_array_index (self->recordings, BwRecording, i);
      g_autoptr (GString) text = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        return bw_set_cancelled (error);
      text = format_recording (library, r, 0, error);
      if (text == NULL)
        return FALSE;
      add_entry (self, bw_share_get_file (r), text->len, describe_recording (r), r->id);
      bw_progress_update (progress, (i + 1.0) / self->recordings->len);
    }
  return TRUE;
}

BwShare *
bw_share_new (BwLibrary             *library,
              const gint64          *ids,
              guint                  n_ids,
              const BwShareOptions  *options,
              BwProgress            *progress,
              GCancellable          *cancellable,
              GError               **error)
{
  static const BwShareOptions no_options = { 0 };
  g_autoptr (BwShare) self = NULL;
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GArray) reader_labels = NULL;
  g_autoptr (GArray) readers = NULL;
  g_autoptr (GHashTable) wanted = NULL;

  g_return_val_if_fail (library != NULL && (ids != NULL || n_ids == 0), NULL);

  if (options == NULL)
    options = &no_options;
  bw_progress_begin_stage (progress, _("Looking at the recordings"), 1);
  recordings = bw_library_read_recordings (library, error);
  if (recordings == NULL || !index_ids (recordings, ids, n_ids, &wanted, error))
    return NULL;
  reader_labels = bw_library_read_reader_labels (library, error);
  if (reader_labels == NULL)
    return NULL;

  self = g_new0 (BwShare, 1);
  self->zone = bw_library_get_zone (library);
  self->with_notes = options->with_notes;
  self->recordings = g_array_new (FALSE, TRUE, sizeof (BwRecording));
  g_array_set_clear_func (self->recordings, (GDestroyNotify) bw_recording_clear);
  self->reader_labels = g_array_new (FALSE, TRUE, sizeof (BwReaderLabel));
  g_array_set_clear_func (self->reader_labels, (GDestroyNotify) bw_reader_label_clear);
  self->entries = g_ptr_array_new_with_free_func (entry_free);

  readers = list_readers (recordings, reader_labels);
  if (!choose_recordings (self, recordings, readers, wanted, options, error))
    return NULL;
  name_recordings (self);
  choose_reader_labels (self, reader_labels, readers);
  return list_entries (self, library, progress, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
bw_share_get_entries (const BwShare *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->entries;
}

guint
bw_share_count (const BwShare *self,
                BwLabel        label)
{
  g_return_val_if_fail (self != NULL && (guint) label < G_N_ELEMENTS (self->n_labels), 0);

  return self->n_labels[label];
}

/* --- Writing ---------------------------------------------------------------------------------- */

/* @text: (transfer full) (nullable): %NULL with @error already */
static gboolean
write_entry (BwZipWriter  *writer,
             const char   *name,
             GString      *text,
             GError      **error)
{
  g_autoptr (GString) owned = text;

  return owned != NULL && bw_zip_writer_add (writer, name, owned->str, owned->len, error);
}

gboolean
bw_share_write (const BwShare  *self,
                BwLibrary      *library,
                const char     *path,
                BwProgress     *progress,
                GCancellable   *cancellable,
                GError        **error)
{
  g_autoptr (BwZipWriter) writer = NULL;
  gint64 days;

  g_return_val_if_fail (self != NULL && library != NULL && path != NULL, FALSE);

  bw_progress_begin_stage (progress, _("Writing the share"), 1);
  if (!bw_share_read_days (library, &days, error))
    return FALSE;
  writer = bw_zip_writer_new (path, error);
  /* The manifest comes first: by it an import knows what it has before it. */
  if (writer == NULL
      || !write_entry (writer, BW_SHARE_MANIFEST, bw_share_format_manifest (self), error)
      || !write_entry (writer, BW_SHARE_README, bw_share_format_readme (self), error)
      || !write_entry (writer, BW_SHARE_LABELS, bw_share_format_labels (self, days), error))
    return FALSE;
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecording *r = &g_array_index (self->recordings, BwRecording, i);
      g_autofree char *name = bw_share_get_file (r);

      if (g_cancellable_is_cancelled (cancellable))
        return bw_set_cancelled (error);
      if (!write_entry (writer, name, format_recording (library, r, days, error), error))
        return FALSE;
      bw_progress_update (progress, (i + 1.0) / self->recordings->len);
    }
  return bw_zip_writer_finish (writer, error);
}
