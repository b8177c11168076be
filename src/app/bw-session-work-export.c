/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-work-export.h"

#include "app/bw-ecg-words.h"
#include "app/bw-format.h"
#include "app/bw-session-work.h"
#include "export/bw-export-file.h"
#include "export/bw-export-recording.h"
#include "store/bw-imports.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

BwExportInput *
bw_export_input_new (const char *path,
                     GFile      *file)
{
  BwExportInput *input = g_new0 (BwExportInput, 1);

  input->path = g_strdup (path);
  g_set_object (&input->file, file);
  return input;
}

void
bw_export_input_free (gpointer data)
{
  BwExportInput *input = data;

  g_free (input->path);
  g_clear_object (&input->file);
  g_clear_pointer (&input->share, bw_share_free);
  g_clear_pointer (&input->ids, g_array_unref);
  g_free (input);
}

/* Takes @text. */
static BwExported *
exported_new (GFile *file,
              char  *text)
{
  BwExported *self = g_new0 (BwExported, 1);

  self->file = g_object_ref (file);
  self->text = text;
  return self;
}

/* Of one file, by its name. */
static BwExported *
tell_file (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);

  /* Translators: %s is a file name. */
  return exported_new (file, g_strdup_printf (_("“%s” exported"), name));
}

/* The library, which is not to be written over: a save dialog lets one choose it, too. */
static BwLibrary *
open_library (const BwExportInput  *input,
              BwLibraryMode         mode,
              GError              **error)
{
  const char *path = input->file != NULL ? g_file_peek_path (input->file) : NULL;

  if (path != NULL && bw_library_is_own_file (input->path, path))
    {
      g_autofree char *shown = g_filename_display_basename (path);

      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("“%s” is a file of the library itself: choose another one"), shown);
      return NULL;
    }
  return bw_library_open (input->path, mode, error);
}

static gboolean
write_recording (BwLibrary            *library,
                 const BwExportInput  *input,
                 const BwRecording    *recording,
                 const char           *path,
                 GCancellable         *cancellable,
                 GError              **error)
{
  const BwExportRecordingOptions options = {
    .edf = input->edf,
    .with_person = input->with_person,
    .with_peaks = TRUE,
  };

  return bw_export_recording (library, recording, &options, path, NULL, cancellable, error);
}

gpointer
bw_work_export_recording (gconstpointer   data,
                          BwProgress     *progress,
                          GCancellable   *cancellable,
                          GError        **error)
{
  const BwExportInput *input = data;
  g_autoptr (BwLibrary) library = open_library (input, BW_LIBRARY_READ, error);
  g_autoptr (BwRecording) recording = NULL;

  if (library == NULL)
    return NULL;
  recording = bw_library_read_recording (library, input->id, error);
  if (recording == NULL
      || !write_recording (library, input, recording, g_file_peek_path (input->file), cancellable,
                           error))
    return NULL;
  return tell_file (input->file);
}

/* One that sorts by time; where only the day is known, the one it came with, which tells its order in
 * the day. */
static char *
name_recording (const BwRecording *recording,
                const char        *suffix)
{
  g_autoptr (GDateTime) start = NULL;
  g_autofree char *title = NULL;

  if (!recording->time_known && recording->name != NULL && *recording->name != '\0')
    title = bw_ecg_words_name (recording);
  else
    {
      start = g_date_time_new_from_unix_utc (recording->start_ms / 1000 + 60 * recording->offset_min);
      title = start != NULL ? g_date_time_format (start, "ECG %Y-%m-%d %H.%M.%S") : g_strdup ("ECG");
    }
  return bw_format_file_name (title, suffix);
}

/* @folder/@name, or where that is taken "NAME (2)" before the suffix. Returns: (transfer full) */
static char *
find_free (const char *folder,
           const char *name)
{
  const char *dot = strrchr (name, '.');
  gsize stem = dot != NULL ? (gsize) (dot - name) : strlen (name);
  char *path = g_build_filename (folder, name, NULL);

  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *other = g_strdup_printf ("%.*s (%u)%s", (int) stem, name, i, name + stem);

      g_free (path);
      path = g_build_filename (folder, other, NULL);
    }
  return path;
}

/* A new folder in the one that was chosen. Takes @name. Returns: (transfer full) (nullable) */
static char *
make_folder (GFile   *folder,
             char    *name,
             GError **error)
{
  g_autofree char *taken = name;
  g_autofree char *path = find_free (g_file_peek_path (folder), taken);

  if (g_mkdir (path, 0777) == 0)
    return g_steal_pointer (&path);
  bw_export_set_errno_error (path, errno, error);
  return NULL;
}

/* With the files in it, which are ours. */
static void
remove_folder (const char      *path,
               const GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    g_unlink (g_ptr_array_index (files, i));
  g_rmdir (path);
}

static gboolean
write_recordings (BwLibrary            *library,
                  const BwExportInput  *input,
                  const char           *folder,
                  GPtrArray            *files,
                  BwProgress           *progress,
                  GCancellable         *cancellable,
                  GError              **error)
{
  bw_progress_begin_stage (progress, _("Writing recordings"), 1);
  for (guint i = 0; i < input->ids->len; i++)
    {
      g_autoptr (BwRecording) recording
        = bw_library_read_recording (library, g_array_index (input->ids, gint64, i), error);
      g_autofree char *detail = g_strdup_printf (_("%u of %u"), i + 1, input->ids->len), *name = NULL;
      char *path;

      if (recording == NULL)
        return FALSE;
      name = name_recording (recording, input->edf ? "edf" : "csv");
      path = find_free (folder, name);
      g_ptr_array_add (files, path);
      bw_progress_set_detail (progress, detail);
      bw_progress_update (progress, (double) i / input->ids->len);
      if (!write_recording (library, input, recording, path, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

gpointer
bw_work_export_recordings (gconstpointer   data,
                           BwProgress     *progress,
                           GCancellable   *cancellable,
                           GError        **error)
{
  const BwExportInput *input = data;
  g_autoptr (BwLibrary) library = open_library (input, BW_LIBRARY_READ, error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *today = bw_format_today (), *folder = NULL;
  g_autoptr (GFile) made = NULL;

  if (library == NULL)
    return NULL;
  /* Translators: the name of a folder; %s is a day such as 2026-11-21. */
  folder = make_folder (input->file, g_strdup_printf (_("Beatwise ECGs %s"), today), error);
  if (folder == NULL)
    return NULL;
  if (!write_recordings (library, input, folder, files, progress, cancellable, error))
    {
      remove_folder (folder, files);
      return NULL;
    }
  made = g_file_new_for_path (folder);
  return exported_new (made, g_strdup_printf (ngettext ("%u recording exported",
                                                        "%u recordings exported", files->len),
                                              files->len));
}

/* --- Models --------------------------------------------------------------------------------------- */

/* In a folder of its own, with examples beside it. */
static BwExported *
write_with_examples (BwLibrary            *library,
                     const BwExportInput  *input,
                     BwProgress           *progress,
                     GCancellable         *cancellable,
                     GError              **error)
{
  g_autofree char *name = g_strconcat ("model", bw_model_format_get_suffix (input->format), NULL);
  g_auto (BwExportedModel) exported = { 0 };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *today = bw_format_today ();
  /* Translators: the name of a folder; %s is a day such as 2026-11-21. */
  g_autofree char *folder
    = make_folder (input->file, g_strdup_printf (_("Beatwise model %s"), today), error);
  g_autoptr (GFile) made = NULL;
  char *path;

  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, name, NULL);
  g_ptr_array_add (files, path);
  g_ptr_array_add (files, bw_export_model_get_golden_path (path));
  if (!bw_export_model (library, input->id, input->format, path, input->n_examples, &exported,
                        progress, cancellable, error))
    {
      remove_folder (folder, files);
      return NULL;
    }
  made = g_file_new_for_path (folder);
  return exported_new (made, g_strdup (_("Model and examples exported")));
}

gpointer
bw_work_export_model (gconstpointer   data,
                      BwProgress     *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const BwExportInput *input = data;
  g_autoptr (BwLibrary) library = open_library (input, BW_LIBRARY_READ, error);
  g_auto (BwExportedModel) exported = { 0 };

  if (library == NULL)
    return NULL;
  bw_library_set_cancellable (library, cancellable);
  if (input->n_examples > 0)
    return write_with_examples (library, input, progress, cancellable, error);
  if (!bw_export_model (library, input->id, input->format, g_file_peek_path (input->file), 0,
                        &exported, progress, cancellable, error))
    return NULL;
  return tell_file (input->file);
}

/* --- Points and tables ---------------------------------------------------------------------------- */

gpointer
bw_work_export_lines (gconstpointer   data,
                      BwProgress     *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const BwExportInput *input = data;
  g_autoptr (BwLibrary) library = open_library (input, BW_LIBRARY_READ, error);
  BwExportLinesOptions options = input->lines;
  BwExportLinesCounts counts;
  g_autofree char *name = NULL, *shown = NULL, *base = NULL, *number = NULL;
  guint64 n = 0;

  if (library == NULL)
    return NULL;
  bw_library_set_cancellable (library, cancellable);
  if (input->with_person)
    options.person = name = bw_library_get_characteristic (library, "name");
  if (!bw_export_line_protocol (library, &options, g_file_peek_path (input->file), &counts, progress,
                                cancellable, error))
    return NULL;
  for (guint i = 0; i < BW_N_LINE_MEASUREMENTS; i++)
    n += counts.points[i];
  base = g_file_get_basename (input->file);
  shown = g_filename_display_name (base);
  number = bw_format_count ((gint64) n);
  /* Translators: a file name, and a number of points of time series. */
  return exported_new (input->file, g_strdup_printf (ngettext ("“%s” exported: %s point",
                                                               "“%s” exported: %s points", n),
                                                     shown, number));
}

static BwDataReader *
open_reader (BwLibrary           *library,
             const BwExportInput *input)
{
  return bw_data_reader_new (library, bw_work_get_measure (library), MAX (input->from_ms, 0),
                             input->to_ms);
}

gpointer
bw_work_export_table (gconstpointer   data,
                      BwProgress     *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const BwExportInput *input = data;
  const char *path = g_file_peek_path (input->file);
  g_autoptr (BwLibrary) library = open_library (input, BW_LIBRARY_READ, error);
  g_autoptr (BwDataReader) reader = NULL;

  if (library == NULL)
    return NULL;
  bw_library_set_cancellable (library, cancellable);
  reader = open_reader (library, input);
  if (input->table != NULL
        ? !bw_export_table (reader, input->table, input->table_format, path, NULL, progress,
                            cancellable, error)
        : !bw_export_tables (reader, path, NULL, progress, cancellable, error))
    return NULL;
  return tell_file (input->file);
}

gpointer
bw_work_count_rows (gconstpointer   data,
                    BwProgress     *progress,
                    GCancellable   *cancellable,
                    GError        **error)
{
  const BwExportInput *input = data;
  g_autoptr (BwLibrary) library = open_library (input, BW_LIBRARY_READ, error);
  g_autoptr (BwDataReader) reader = NULL;
  guint64 n;

  if (library == NULL)
    return NULL;
  bw_library_set_cancellable (library, cancellable);
  reader = open_reader (library, input);
  return bw_data_reader_count (reader, input->table, &n, cancellable, error) ? g_memdup2 (&n, sizeof n)
                                                                             : NULL;
}

/* --- Without names -------------------------------------------------------------------------------- */

gpointer
bw_work_look_at_share (gconstpointer   data,
                       BwProgress     *progress,
                       GCancellable   *cancellable,
                       GError        **error)
{
  const BwExportInput *input = data;
  g_autoptr (BwLibrary) library = open_library (input, BW_LIBRARY_READ, error);

  if (library == NULL)
    return NULL;
  bw_library_set_cancellable (library, cancellable);
  return bw_share_new (library, (const gint64 *) (void *) input->ids->data, input->ids->len,
                       &input->share_options, progress, cancellable, error);
}

gpointer
bw_work_export_share (gconstpointer   data,
                      BwProgress     *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const BwExportInput *input = data;
  g_autoptr (BwLibrary) library = open_library (input, BW_LIBRARY_WRITE, error);

  if (library == NULL)
    return NULL;
  bw_library_set_cancellable (library, cancellable);
  return bw_share_write (input->share, library, g_file_peek_path (input->file), progress, cancellable,
                         error)
           ? tell_file (input->file)
           : NULL;
}
