/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-source-job.h"

#include "base/bw-error.h"
#include "import/bw-apple-reader.h"
#include "import/bw-ecg-csv.h"
#include "import/bw-import-share.h"
#include "import/bw-label-csv.h"
#include "import/bw-rr-file.h"
#include "import/bw-zip-door.h"

#include <glib/gi18n-lib.h>

/* Whether what made @error leaves the readable part worth keeping; then it becomes a problem. */
static gboolean
is_partial (BwSourceJob  *job,
            const char   *file,
            GError      **error)
{
  if (!job->options->partial || !g_error_matches (*error, BW_ERROR, BW_ERROR_FORMAT))
    return FALSE;

  bw_problems_add (job->collector->problems, file, 0, (*error)->message, 1);
  g_clear_error (error);
  return TRUE;
}

/* The zip's file at hand from @first on, its first block. What keeps it from being read to its end is
 * no error where the readable part is kept. @refused: whether it was the reader that failed */
static gboolean
push_zipped (BwSourceJob   *job,
             BwZipDoor     *door,
             const char    *name,
             GString       *first,
             BwSourcePush   push,
             gpointer       reader,
             gboolean      *refused,
             GError       **error)
{
  g_autoptr (GError) local = NULL;
  const char *block = first->str;
  gssize n = (gssize) first->len;

  *refused = FALSE;
  for (; n > 0; n = bw_zip_door_read (door, &block, &local))
    {
      if (bw_source_job_is_cancelled (job, error))
        return FALSE;
      *refused = !push (reader, block, (gsize) n, error);
      if (*refused)
        return FALSE;
      bw_source_job_set_position (job, bw_zip_door_get_position (door));
    }
  if (local == NULL || is_partial (job, name, &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_zipped_xml (BwSourceJob  *job,
                 BwZipDoor    *door,
                 const char   *name,
                 GString      *first,
                 GError      **error)
{
  g_autoptr (BwAppleReader) reader = bw_apple_reader_new (job->collector, name);
  gboolean refused;

  return push_zipped (job, door, name, first, bw_source_push_xml, reader, &refused, error)
         && bw_apple_reader_finish (reader, job->options->partial, error);
}

static gboolean
read_zipped_series (BwSourceJob  *job,
                    BwZipDoor    *door,
                    const char   *name,
                    BwContent     content,
                    GString      *first,
                    GError      **error)
{
  g_autoptr (BwSeriesReader) reader
      = bw_series_reader_new (bw_source_series_format (content), job->collector, name, job->options,
                              job->zone);
  g_autoptr (GError) local = NULL;
  gboolean refused;

  if (push_zipped (job, door, name, first, bw_source_push_series, reader, &refused, &local))
    {
      refused = !bw_series_reader_finish (reader, &local);
      if (!refused)
        return TRUE;
    }
  /* Of a damaged archive a part has been handed over by now: that ends it all. */
  if (refused && bw_source_job_skip_unreadable (job, name, &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Reads on until @text has @size bytes or the file ends. */
static gboolean
read_beginning (BwZipDoor  *door,
                GString    *text,
                gsize       size,
                GError    **error)
{
  while (text->len < size)
    {
      const char *block;
      gssize n = bw_zip_door_read (door, &block, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      g_string_append_len (text, block, n);
    }
  return TRUE;
}

/* A file that is read as a whole: a recording's CSV, or RR intervals. */
static gboolean
read_zipped_text (BwSourceJob  *job,
                  BwZipDoor    *door,
                  const char   *name,
                  BwContent     content,
                  GString      *text,
                  GError      **error)
{
  gsize max = content == BW_CONTENT_ECG ? BW_ECG_CSV_MAX_BYTES : BW_RR_FILE_MAX_BYTES;
  g_autoptr (GError) local = NULL;
  gboolean ok;

  if (!read_beginning (door, text, max + 1, error))
    return FALSE;
  if (content == BW_CONTENT_ECG)
    ok = bw_source_job_read_ecg (job, text->str, text->len, name, name, &local);
  else
    ok = bw_source_job_read_rr (job, text->str, text->len, name, name,
                                bw_zip_door_get_changed_ms (door), &local);
  if (ok || bw_source_job_skip_unreadable (job, name, &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_zipped_edf (BwSourceJob  *job,
                 BwZipDoor    *door,
                 const char   *name,
                 GString      *first,
                 GError      **error)
{
  g_autoptr (BwEdfReader) reader = bw_edf_reader_new (name);
  g_autoptr (GError) local = NULL;
  const char *block = first->str;
  gssize n = (gssize) first->len;

  for (; n > 0 && !bw_edf_reader_is_done (reader); n = bw_zip_door_read (door, &block, error))
    {
      if (bw_source_job_is_cancelled (job, error))
        return FALSE;
      if (!bw_edf_reader_push (reader, block, (gsize) n, &local))
        break;
      bw_source_job_set_position (job, bw_zip_door_get_position (door));
    }
  if (n < 0)
    return FALSE;
  if ((local == NULL && bw_source_job_finish_edf (job, reader, name, &local))
      || bw_source_job_skip_unreadable (job, name, &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A share's table of labels, for when its recordings are there. */
static gboolean
read_zipped_labels (BwSourceJob  *job,
                    BwZipDoor    *door,
                    GString      *text,
                    GError      **error)
{
  if (!read_beginning (door, text, BW_LABEL_CSV_MAX_BYTES + 1, error))
    return FALSE;
  g_clear_pointer (&job->collector->share_labels, g_bytes_unref);
  job->collector->share_labels = g_bytes_new (text->str, text->len);
  return TRUE;
}

gboolean
bw_source_job_read_zip (BwSourceJob         *job,
                        const BwSourceFile  *file,
                        GError             **error)
{
  g_autoptr (BwZipDoor) door = bw_zip_door_open (file->path, error);
  g_autoptr (GString) beginning = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  gboolean any = FALSE;

  if (door == NULL)
    return FALSE;
  if (!bw_zip_door_check_end (door, &local) && !is_partial (job, file->shown, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  job->share = file->content == BW_CONTENT_SHARE;
  while (TRUE)
    {
      const char *name;
      gboolean ok = TRUE;
      BwContent content;

      if (bw_source_job_is_cancelled (job, error))
        return FALSE;
      if (!bw_zip_door_next (door, &name, &local))
        break;
      if (name == NULL)
        break;
      if (bw_source_has_suffix (name, ".gpx"))
        continue;

      g_string_truncate (beginning, 0);
      if (!read_beginning (door, beginning, BW_SOURCE_SNIFF_SIZE, &local))
        break;
      if (job->share && bw_import_share_is_labels (name))
        {
          any = TRUE;
          if (!read_zipped_labels (job, door, beginning, &local))
            break;
          continue;
        }
      content = bw_source_sniff (beginning->str, beginning->len, NULL, NULL, NULL);
      switch (content)
        {
        case BW_CONTENT_XML:
          any = TRUE;
          ok = read_zipped_xml (job, door, name, beginning, error);
          break;
        case BW_CONTENT_EDF:
          any = TRUE;
          ok = read_zipped_edf (job, door, name, beginning, error);
          break;
        case BW_CONTENT_ECG:
          if (!bw_source_has_suffix (name, ".csv"))
            break;
          any = TRUE;
          ok = read_zipped_text (job, door, name, content, beginning, error);
          break;
        case BW_CONTENT_RR:
          any = TRUE;
          ok = read_zipped_text (job, door, name, content, beginning, error);
          break;
        case BW_CONTENT_RMSSD:
          any = TRUE;
          ok = read_zipped_series (job, door, name, content, beginning, error);
          break;
        case BW_CONTENT_LINE_PROTOCOL:
        case BW_CONTENT_ZIP:
        case BW_CONTENT_OTHER:
        default:
          break;
        }
      if (!ok)
        return FALSE;
      bw_source_job_set_position (job, bw_zip_door_get_position (door));
    }

  if (local != NULL && !(any && is_partial (job, file->shown, &local)))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!any)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("The zip archive “%s” holds no health export"), file->shown);
      return FALSE;
    }
  return TRUE;
}
