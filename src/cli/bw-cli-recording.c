/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-recording.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "import/bw-ecg-csv.h"
#include "import/bw-edf-header.h"
#include "import/bw-edf-reader.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define SNIFF_SIZE (64 * 1024)
#define CHUNK_SIZE (256 * 1024)

typedef enum {
  CONTENT_OTHER,
  CONTENT_CSV,
  CONTENT_EDF,
  CONTENT_PIPE, /* cannot be looked into and read as well */
} Content;

static BwCliEcg *
ecg_new (void)
{
  BwCliEcg *self = g_new0 (BwCliEcg, 1);

  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
add_note (BwCliEcg   *self,
          const char *text)
{
  g_ptr_array_add (self->notes, g_strdup (text));
}

static void
take_notes (BwCliEcg        *self,
            const BwEcgFile *file)
{
  if (file->rate_assumed)
    add_note (self, _("The file does not tell its sample rate; taken as 512 Hz, see “--rate”."));
  if (file->unit_assumed)
    add_note (self, _("The file’s unit is not one of voltage; taken as µV."));
  if (file->n_other_signals > 0)
    add_note (self, _("The file holds further signals, which were left out."));
  if (file->n_unreadable > 0)
    add_note (self, _("Some lines are no number; the sample before stands for them."));
  if (file->n_jumps > 0)
    add_note (self, _("The times beside the samples jump; nothing was filled in."));
  if (file->n_stretches > 1)
    add_note (self, _("The recording has gaps; the longest stretch without one was read."));
}

/* Finishes what has its header and samples. @ecg: (transfer full) */
static BwCliEcg *
analyse (BwCliEcg      *ecg,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (BwCliEcg) self = ecg;
  guint n = self->samples_nv->len;

  self->samples_uv = g_array_sized_new (FALSE, FALSE, sizeof (double), n);
  g_array_set_size (self->samples_uv, n);
  for (guint i = 0; i < n; i++)
    g_array_index (self->samples_uv, double, i) = g_array_index (self->samples_nv, gint32, i) / 1000.0;
  self->analysis = bw_ecg_analysis_new ((const double *) self->samples_uv->data, n,
                                        self->recording->rate_hz);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&self);
}

static gboolean
sniff (const char  *path,
       Content     *content,
       GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = NULL;
  g_autofree char *block = NULL;
  GStatBuf status;
  gsize n;

  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode))
    {
      *content = CONTENT_PIPE;
      return TRUE;
    }
  in = g_file_read (file, NULL, error);
  block = g_malloc (SNIFF_SIZE);
  if (in == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (in), block, SNIFF_SIZE, &n, NULL, error))
    return FALSE;
  if (bw_edf_header_sniff (block, n))
    *content = CONTENT_EDF;
  else
    *content = bw_ecg_csv_sniff (block, n, NULL) ? CONTENT_CSV : CONTENT_OTHER;
  return TRUE;
}

gboolean
bw_cli_ecg_sniff (const char *path)
{
  Content content;

  return sniff (path, &content, NULL) && (content == CONTENT_CSV || content == CONTENT_EDF);
}

static gboolean
set_no_ecg (const char  *path,
            GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
               _("“%s” is no ECG; it must be one that “import” reads"), shown);
  return FALSE;
}

gboolean
bw_cli_read_text (const char  *path,
                  gsize        most,
                  char       **text,
                  gsize       *length,
                  GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = g_file_read (file, NULL, error);
  g_autofree char *read = NULL;

  if (in == NULL)
    return FALSE;
  /* A byte more tells that it is too long, another ends it. */
  read = g_malloc (most + 2);
  if (!g_input_stream_read_all (G_INPUT_STREAM (in), read, most + 1, length, NULL, error))
    return FALSE;
  read[*length] = '\0';
  *text = g_steal_pointer (&read);
  return TRUE;
}

static gboolean
read_csv (BwEcgFile           *file,
          const char          *path,
          const BwEcgOptions  *options,
          GError             **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!bw_cli_read_text (path, BW_ECG_CSV_MAX_BYTES, &text, &length, error))
    return FALSE;
  if (length > BW_ECG_CSV_MAX_BYTES)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is too long for an ECG recording"),
                   shown);
      return FALSE;
    }
  if (!bw_ecg_csv_sniff (text, MIN (length, SNIFF_SIZE), NULL))
    return set_no_ecg (path, error);
  return bw_ecg_csv_parse (file, text, length, path, options, error);
}

static gboolean
read_edf (BwEcgFile           *file,
          const char          *path,
          const BwEcgOptions  *options,
          GCancellable        *cancellable,
          GError             **error)
{
  g_autoptr (BwEdfReader) reader = bw_edf_reader_new (path);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = g_file_read (source, NULL, error);
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);

  if (in == NULL)
    return FALSE;
  while (!bw_edf_reader_is_done (reader))
    {
      gssize n = g_input_stream_read (G_INPUT_STREAM (in), chunk, CHUNK_SIZE, cancellable, error);

      if (n < 0 || (n > 0 && !bw_edf_reader_push (reader, chunk, (gsize) n, error)))
        return FALSE;
      if (n == 0)
        break;
    }
  return bw_edf_reader_finish (reader, file, options, error);
}

BwCliEcg *
bw_cli_ecg_read_file (BwCli       *cli,
                      const char  *path,
                      double       rate_hz,
                      GError     **error)
{
  /* When it was recorded does not matter here: any time will do where the file tells none. */
  const BwEcgOptions options = { .rate_hz = rate_hz, .has_time = TRUE };
  g_auto (BwEcgFile) file = { 0 };
  BwCliEcg *self;
  Content content;

  if (!sniff (path, &content, error))
    return NULL;
  if (content == CONTENT_OTHER)
    {
      set_no_ecg (path, error);
      return NULL;
    }
  if (content == CONTENT_EDF ? !read_edf (&file, path, &options, cli->cancellable, error)
                             : !read_csv (&file, path, &options, error))
    return NULL;

  self = ecg_new ();
  take_notes (self, &file);
  self->recording = bw_recording_copy (&file.header);
  self->samples_nv = g_array_sized_new (FALSE, FALSE, sizeof (gint32), file.header.n_samples);
  g_array_append_vals (self->samples_nv, file.samples_nv, file.header.n_samples);
  return analyse (self, cli->cancellable, error);
}

BwCliEcg *
bw_cli_ecg_read_stored (BwCli      *cli,
                        BwLibrary  *library,
                        gint64      id,
                        GError    **error)
{
  g_autoptr (BwCliEcg) self = ecg_new ();

  self->recording = bw_library_read_recording (library, id, error);
  if (self->recording == NULL)
    return NULL;
  self->samples_nv = bw_library_read_ecg_nv (library, id, error);
  if (self->samples_nv == NULL)
    return NULL;
  return analyse (g_steal_pointer (&self), cli->cancellable, error);
}

BwCliEcg *
bw_cli_ecg_open (BwCli   *cli,
                 gint64   id,
                 GError **error)
{
  g_autoptr (BwLibrary) library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);

  return library != NULL ? bw_cli_ecg_read_stored (cli, library, id, error) : NULL;
}

void
bw_cli_ecg_free (BwCliEcg *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->recording, bw_recording_free);
  g_clear_pointer (&self->samples_nv, g_array_unref);
  g_clear_pointer (&self->samples_uv, g_array_unref);
  g_clear_pointer (&self->analysis, bw_ecg_analysis_free);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

GHashTable *
bw_cli_index_recordings (GArray *recordings)
{
  GHashTable *index = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < recordings->len; i++)
    {
      BwRecording *recording = &g_array_index (recordings, BwRecording, i);

      g_hash_table_insert (index, &recording->id, recording);
    }
  return index;
}

const char *
bw_cli_label_id (BwLabel label)
{
  return label != BW_LABEL_NONE ? bw_label_get_id (label) : NULL;
}

/* Of a day alone, noon UTC stands for it in every zone. */
static int
get_offset (const BwRecording *recording,
            GTimeZone         *zone)
{
  return recording->time_known ? bw_time_offset (zone, recording->start_ms) : recording->offset_min;
}

void
bw_json_add_recording_time (JsonBuilder       *builder,
                            const BwRecording *recording,
                            GTimeZone         *zone)
{
  g_autofree char *time = bw_time_format (recording->start_ms, get_offset (recording, zone));

  bw_json_add_string (builder, "time", time);
  bw_json_add_boolean (builder, "time_known", recording->time_known);
}

char *
bw_cli_format_recording_time (const BwRecording *recording,
                              GTimeZone         *zone)
{
  char *time = bw_time_format (recording->start_ms, get_offset (recording, zone));

  /* 2023-09-21T07:31… */
  time[10] = ' ';
  time[recording->time_known ? 16 : 10] = '\0';
  return time;
}

char *
bw_cli_format_quality (gboolean known,
                       double   quality)
{
  if (!known)
    return NULL;
  /* Translators: a number from 0 to 1 and its word: "0.93 Good" */
  return g_strdup_printf (_("%.2f %s"), quality,
                          bw_ecg_quality_get_text (bw_ecg_quality_grade (quality)));
}
