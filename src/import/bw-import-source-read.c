/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-source-job.h"

#include "base/bw-error.h"
#include "import/bw-apple-reader.h"
#include "import/bw-ecg-csv.h"
#include "import/bw-import-analysis.h"
#include "import/bw-import-share.h"
#include "import/bw-label-csv.h"
#include "import/bw-rr-file.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_SIZE (256 * 1024)

void
bw_source_job_set_position (BwSourceJob *job,
                            gint64       position)
{
  __atomic_store_n (&job->source->position, position, __ATOMIC_RELAXED);
}

gboolean
bw_source_job_is_cancelled (BwSourceJob  *job,
                            GError      **error)
{
  return g_cancellable_is_cancelled (job->cancellable) && !bw_set_cancelled (error);
}

static void
get_ecg_options (BwSourceJob  *job,
                 BwEcgOptions *options)
{
  *options = (BwEcgOptions) {
    .label = job->options->label,
    .has_label = job->options->has_label,
    .rate_hz = job->options->rate_hz,
    .has_time = job->options->has_time,
    .time_ms = job->options->time_ms,
    .offset_min = job->options->offset_min,
    .zone = job->zone,
    .partial = job->options->partial,
  };
}

/* What is to be told of a recording that was read. */
static void
tell_problems (BwSourceJob     *job,
               const BwEcgFile *file,
               const char      *shown)
{
  BwProblems *problems = job->collector->problems;

  if (file->n_unreadable > 0)
    bw_problems_add (problems, shown, file->unreadable_line,
                     _("Lines that are no number repeat the sample before"), file->n_unreadable);
  if (file->rate_assumed)
    bw_problems_add (problems, job->shown, 0,
                     _("Recordings that do not tell their sample rate were taken to have 512 Hz"),
                     1);
  if (file->unit_assumed)
    bw_problems_add (problems, shown, 0,
                     _("Recordings whose unit is not one of voltage were taken to be in µV"), 1);
  if (file->n_other_signals > 0)
    bw_problems_add (problems, shown, 0, _("Further signals beside the first were left out"),
                     file->n_other_signals);
  if (file->n_jumps > 0)
    bw_problems_add (problems, shown, 0,
                     _("Places where the times beside the samples jump; nothing was filled in"),
                     file->n_jumps);
  if (file->n_stretches > 1)
    bw_problems_add (problems, shown, 0,
                     _("Stretches between gaps that were left out; the longest was read"),
                     file->n_stretches - 1);
  if (file->cut)
    bw_problems_add (problems, shown, 0,
                     _("The file breaks off here; what came before was kept"), 1);
}

/* Hands a recording over, with what its analysis gives; leaves @file empty. */
static void
take_ecg (BwSourceJob *job,
          BwEcgFile   *file,
          const char  *shown)
{
  BwParcelEcg ecg = { 0 };

  tell_problems (job, file, shown);
  ecg.header = file->header;
  if (ecg.header.label != BW_LABEL_NONE)
    ecg.header.labelled_by = g_strdup (job->options->has_label ? "import" : "folder");
  ecg.samples_nv = file->samples_nv;
  bw_import_analyse_samples (&ecg.analysis, ecg.samples_nv, ecg.header.n_samples,
                             ecg.header.rate_hz);
  ecg.rate_given = file->rate_given;
  ecg.shared = job->share;
  ecg.person_name = file->person_name;
  ecg.date_of_birth = file->date_of_birth;
  ecg.sex = file->sex;
  *file = (BwEcgFile) { 0 };
  g_array_append_val (job->collector->parcel->ecgs, ecg);
}

gboolean
bw_source_job_read_ecg (BwSourceJob  *job,
                        const char   *text,
                        gsize         length,
                        const char   *path,
                        const char   *shown,
                        GError      **error)
{
  g_auto (BwEcgFile) file = { 0 };
  BwEcgOptions options;

  get_ecg_options (job, &options);
  if (length > BW_ECG_CSV_MAX_BYTES)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is too long for an ECG recording"),
                   shown);
      return FALSE;
    }
  if (!bw_collector_make_room (job->collector, 0, error)
      || !bw_ecg_csv_parse (&file, text, length, path, &options, error))
    return FALSE;
  take_ecg (job, &file, shown);
  return TRUE;
}

gboolean
bw_source_job_read_rr (BwSourceJob  *job,
                       const char   *text,
                       gsize         length,
                       const char   *path,
                       const char   *shown,
                       gint64        changed_ms,
                       GError      **error)
{
  const BwRrFileOptions options = {
    .has_time = job->options->has_time,
    .time_ms = job->options->time_ms,
    .offset_min = job->options->offset_min,
    .zone = job->zone,
    .changed_ms = changed_ms,
  };
  g_autoptr (BwRrFile) file = NULL;
  BwParcelRr rr = { 0 };

  if (!bw_collector_make_room (job->collector, 0, error))
    return FALSE;
  file = bw_rr_file_parse (text, length, path, &options, job->cancellable, error);
  if (file == NULL)
    return FALSE;
  if (file->n_unreadable > 0)
    bw_problems_add (job->collector->problems, shown, file->unreadable_line,
                     _("Lines that are no RR interval are gaps"), file->n_unreadable);
  if (!file->day_known)
    bw_problems_add (job->collector->problems, shown, 0,
                     _("Files that do not tell when they were recorded were put at the day on which "
                       "they were last changed"),
                     1);
  bw_import_analyse_intervals (&file->header, file->intervals);
  rr.header = file->header;
  rr.intervals = g_steal_pointer (&file->intervals);
  file->header = (BwRrRecording) { 0 };
  g_array_append_val (job->collector->parcel->rrs, rr);
  return TRUE;
}

gboolean
bw_source_job_finish_edf (BwSourceJob  *job,
                          BwEdfReader  *reader,
                          const char   *shown,
                          GError      **error)
{
  g_auto (BwEcgFile) file = { 0 };
  BwEcgOptions options;

  get_ecg_options (job, &options);
  if (!bw_collector_make_room (job->collector, 0, error)
      || !bw_edf_reader_finish (reader, &file, &options, error))
    return FALSE;
  take_ecg (job, &file, shown);
  return TRUE;
}

gboolean
bw_source_job_skip_unreadable (BwSourceJob  *job,
                               const char   *shown,
                               GError      **error)
{
  if (!g_error_matches (*error, BW_ERROR, BW_ERROR_FORMAT))
    return FALSE;

  job->collector->skipped++;
  bw_problems_add (job->collector->problems, shown, 0, (*error)->message, 1);
  g_clear_error (error);
  return TRUE;
}

gboolean
bw_source_push_xml (gpointer     reader,
                    const char  *chunk,
                    gsize        length,
                    GError     **error)
{
  return bw_apple_reader_push (reader, chunk, length, error);
}

gboolean
bw_source_push_series (gpointer     reader,
                       const char  *chunk,
                       gsize        length,
                       GError     **error)
{
  return bw_series_reader_push (reader, chunk, length, error);
}

static gboolean
push_file (BwSourceJob         *job,
           const BwSourceFile  *file,
           BwSourcePush         push,
           gpointer             reader,
           GError             **error)
{
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  gint64 position = bw_import_source_get_position (job->source);
  int fd = bw_source_open_file (file->path, file->shown, error);
  gssize n;

  if (fd < 0)
    return FALSE;
  (void) posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);

  while ((n = bw_source_read_block (fd, chunk, CHUNK_SIZE, file->shown, error)) > 0)
    {
      if (bw_source_job_is_cancelled (job, error) || !push (reader, chunk, (gsize) n, error))
        {
          n = -1;
          break;
        }
      position += n;
      bw_source_job_set_position (job, position);
    }
  close (fd);
  return n == 0;
}

static gboolean
read_xml_file (BwSourceJob         *job,
               const BwSourceFile  *file,
               GError             **error)
{
  g_autoptr (BwAppleReader) reader = bw_apple_reader_new (job->collector, file->shown);

  return push_file (job, file, bw_source_push_xml, reader, error)
         && bw_apple_reader_finish (reader, job->options->partial, error);
}

BwSeriesFormat
bw_source_series_format (BwContent content)
{
  return content == BW_CONTENT_RMSSD ? BW_SERIES_FORMAT_RMSSD_CSV : BW_SERIES_FORMAT_LINE_PROTOCOL;
}

static gboolean
read_series_file (BwSourceJob         *job,
                  const BwSourceFile  *file,
                  GError             **error)
{
  g_autoptr (BwSeriesReader) reader
      = bw_series_reader_new (bw_source_series_format (file->content), job->collector, file->shown,
                              job->options, job->zone);

  return push_file (job, file, bw_source_push_series, reader, error)
         && bw_series_reader_finish (reader, error);
}

/* All of a file that is at most @max bytes long, or a byte more, which tells that it is longer, also
 * where it is still growing. Returns: −1 with @error */
static gssize
read_whole (BwSourceJob         *job,
            const BwSourceFile  *file,
            gint64               max,
            char               **text,
            gint64              *changed_ms,
            GError             **error)
{
  int fd = bw_source_open_file (file->path, file->shown, error);
  struct stat info = { 0 };
  gint64 size;
  gssize n;

  if (fd < 0)
    return -1;
  size = fstat (fd, &info) == 0 ? CLAMP (info.st_size, 0, max) + 1 : max + 1;
  *changed_ms = (gint64) info.st_mtim.tv_sec * 1000;
  *text = g_malloc ((gsize) size);
  n = bw_source_read_block (fd, *text, (gsize) size, file->shown, error);
  close (fd);
  if (n >= 0)
    bw_source_job_set_position (job, bw_import_source_get_position (job->source) + n);
  return n;
}

static gboolean
read_ecg_file (BwSourceJob         *job,
               const BwSourceFile  *file,
               GError             **error)
{
  g_autofree char *text = NULL;
  g_autofree char *path = g_canonicalize_filename (file->path, NULL);
  gint64 changed_ms;
  gssize n = read_whole (job, file, BW_ECG_CSV_MAX_BYTES, &text, &changed_ms, error);

  return n >= 0 && bw_source_job_read_ecg (job, text, (gsize) n, path, file->shown, error);
}

static gboolean
read_rr_file (BwSourceJob         *job,
              const BwSourceFile  *file,
              GError             **error)
{
  g_autofree char *text = NULL;
  gint64 changed_ms;
  gssize n = read_whole (job, file, BW_RR_FILE_MAX_BYTES, &text, &changed_ms, error);

  return n >= 0
         && bw_source_job_read_rr (job, text, (gsize) n, file->path, file->shown, changed_ms, error);
}

static gboolean
read_edf_file (BwSourceJob         *job,
               const BwSourceFile  *file,
               GError             **error)
{
  g_autofree char *path = g_canonicalize_filename (file->path, NULL);
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  g_autoptr (BwEdfReader) reader = bw_edf_reader_new (path);
  gint64 position = bw_import_source_get_position (job->source);
  int fd = bw_source_open_file (file->path, file->shown, error);
  gssize n;

  if (fd < 0)
    return FALSE;
  while ((n = bw_source_read_block (fd, chunk, CHUNK_SIZE, file->shown, error)) > 0)
    {
      if (bw_source_job_is_cancelled (job, error)
          || !bw_edf_reader_push (reader, chunk, (gsize) n, error))
        {
          n = -1;
          break;
        }
      if (bw_edf_reader_is_done (reader))
        {
          n = 0;
          break;
        }
      position += n;
      bw_source_job_set_position (job, position);
    }
  close (fd);
  return n == 0 && bw_source_job_finish_edf (job, reader, file->shown, error);
}

/* A share's table of labels, for when its recordings are there. */
static gboolean
read_labels_file (BwSourceJob         *job,
                  const BwSourceFile  *file,
                  GError             **error)
{
  char *text = NULL;
  gint64 changed_ms;
  gssize n = read_whole (job, file, BW_LABEL_CSV_MAX_BYTES, &text, &changed_ms, error);

  if (n < 0)
    {
      g_free (text);
      return FALSE;
    }
  g_clear_pointer (&job->collector->share_labels, g_bytes_unref);
  job->collector->share_labels = g_bytes_new_take (text, (gsize) n);
  return TRUE;
}

static gboolean
read_file (BwSourceJob         *job,
           const BwSourceFile  *file,
           GError             **error)
{
  if (job->share && file->content == BW_CONTENT_OTHER && bw_import_share_is_labels (file->shown))
    return read_labels_file (job, file, error);
  switch (file->content)
    {
    case BW_CONTENT_ZIP:
    case BW_CONTENT_SHARE:
      return bw_source_job_read_zip (job, file, error);
    case BW_CONTENT_XML:
      return read_xml_file (job, file, error);
    case BW_CONTENT_ECG:
      return read_ecg_file (job, file, error);
    case BW_CONTENT_EDF:
      return read_edf_file (job, file, error);
    case BW_CONTENT_RR:
      return read_rr_file (job, file, error);
    case BW_CONTENT_RMSSD:
    case BW_CONTENT_LINE_PROTOCOL:
      return read_series_file (job, file, error);
    case BW_CONTENT_OTHER:
    default:
      bw_problems_add (job->collector->problems, file->shown, 0, file->why_not, 1);
      return TRUE;
    }
}

gboolean
bw_import_source_read (BwImportSource         *self,
                       BwCollector            *collector,
                       const BwImportOptions  *options,
                       GTimeZone              *zone,
                       GCancellable           *cancellable,
                       GError                **error)
{
  static const BwImportOptions no_options = { 0 };
  g_autofree char *shown = g_filename_display_basename (self->path);
  BwSourceJob job = {
    .source = self,
    .shown = shown,
    .collector = collector,
    .options = options != NULL ? options : &no_options,
    .zone = zone,
    .cancellable = cancellable,
    .share = self->share,
  };

  for (guint i = 0; i < self->files->len; i++)
    {
      const BwSourceFile *file = &g_array_index (self->files, BwSourceFile, i);
      gboolean one_of_many = self->folder && file->content != BW_CONTENT_XML
                             && file->content != BW_CONTENT_ZIP
                             && file->content != BW_CONTENT_SHARE;
      g_autoptr (GError) local = NULL;

      if (bw_source_job_is_cancelled (&job, error))
        return FALSE;
      if (!read_file (&job, file, &local)
          && !(one_of_many && bw_source_job_skip_unreadable (&job, file->shown, &local)))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return bw_collector_flush (collector, error);
}
