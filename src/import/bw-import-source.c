/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-source.h"

#include "base/bw-error.h"
#include "import/bw-apple-reader.h"
#include "import/bw-ecg-csv.h"
#include "import/bw-zip-door.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define SNIFF_SIZE (64 * 1024)           /* Apple's DTD comes before the first element */
#define CHUNK_SIZE (256 * 1024)
#define MAX_ECG_BYTES (4 * 1024 * 1024)  /* Apple's have 0.1 MB */
#define MAX_FOLDER_DEPTH 12
#define MAX_FILES 200000

typedef enum {
  CONTENT_OTHER,
  CONTENT_ZIP,
  CONTENT_XML,
  CONTENT_ECG,
} Content;

typedef struct
{
  char *path;
  char *shown;     /* within the folder, UTF-8 */
  Content content;
  char *why_not;   /* (nullable): why it cannot be read */
} File;

struct _BwImportSource
{
  char *path;
  gboolean folder;
  GArray *files;   /* (element-type File): by name */
  gboolean has_xml;
  gint64 size;
  gint64 position; /* atomic */
};

typedef struct
{
  BwImportSource *source;
  const char *shown; /* the source's name */
  BwCollector *collector;
  const BwImportOptions *options; /* never NULL */
  GCancellable *cancellable;
} Job;

static void
file_clear (gpointer data)
{
  File *file = data;

  g_free (file->path);
  g_free (file->shown);
  g_free (file->why_not);
}

static void
set_position (BwImportSource *self,
              gint64          position)
{
  __atomic_store_n (&self->position, position, __ATOMIC_RELAXED);
}

static gboolean
set_file_error (const char  *shown,
                int          code,
                GError     **error)
{
  if (code == ENOENT)
    g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("There is no “%s”"), shown);
  else
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                 _("“%s” cannot be read: %s"), shown, g_strerror (code));
  return FALSE;
}

static int
open_file (const char  *path,
           const char  *shown,
           GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat info;

  if (fd < 0)
    {
      set_file_error (shown, errno, error);
      return -1;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (fd);
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is neither a file nor a folder"),
                   shown);
      return -1;
    }
  return fd;
}

/* Like read(), whole blocks. */
static gssize
read_block (int          fd,
            char        *block,
            gsize        size,
            const char  *shown,
            GError     **error)
{
  gsize n = 0;

  while (n < size)
    {
      gssize got = read (fd, block + n, size - n);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          set_file_error (shown, errno, error);
          return -1;
        }
      if (got == 0)
        break;
      n += (gsize) got;
    }
  return (gssize) n;
}

/* Whether the beginning of a file is that of a health export's XML. */
static gboolean
is_health_data (const char *text,
                gsize       length)
{
  return memmem (text, length, "<HealthData", strlen ("<HealthData")) != NULL
         || memmem (text, length, "<!DOCTYPE HealthData", strlen ("<!DOCTYPE HealthData")) != NULL;
}

static gboolean
sniff (const char  *path,
       const char  *shown,
       Content     *content,
       gint64      *size,
       GError     **error)
{
  g_autofree char *block = g_malloc (SNIFF_SIZE);
  int fd = open_file (path, shown, error);
  struct stat info;
  gssize n;

  if (fd < 0)
    return FALSE;
  n = read_block (fd, block, SNIFF_SIZE, shown, error);
  *size = fstat (fd, &info) == 0 ? info.st_size : 0;
  close (fd);
  if (n < 0)
    return FALSE;

  if (bw_zip_door_sniff (block, (gsize) n))
    *content = CONTENT_ZIP;
  else if (is_health_data (block, (gsize) n))
    *content = CONTENT_XML;
  else if (bw_ecg_csv_sniff (block, (gsize) n))
    *content = CONTENT_ECG;
  else
    *content = CONTENT_OTHER;
  return TRUE;
}

static gboolean
has_suffix (const char *name,
            const char *suffix)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_str_has_suffix (folded, suffix);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join (const char *folder,
      const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  return *folder != 0 ? g_build_filename (folder, valid, NULL) : g_steal_pointer (&valid);
}

/* Takes a file of a folder where it is one to be read, or to be told of. */
static void
add_file (BwImportSource *self,
          const char     *folder,
          const char     *shown,
          const char     *name)
{
  gboolean xml = has_suffix (name, ".xml") && !has_suffix (name, "_cda.xml");
  File file = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 size = 0;

  if (!xml && !has_suffix (name, ".csv"))
    return;

  file.path = g_build_filename (folder, name, NULL);
  file.shown = join (shown, name);
  if (!sniff (file.path, file.shown, &file.content, &size, &error))
    file.why_not = g_strdup (error->message);
  else if (xml ? file.content != CONTENT_XML : file.content != CONTENT_ECG)
    {
      /* XML that is no health export is another program's. */
      file.content = CONTENT_OTHER;
      if (xml)
        {
          file_clear (&file);
          return;
        }
      file.why_not = g_strdup (_("The file is not an ECG recording and was left out"));
    }
  self->has_xml |= file.content == CONTENT_XML;
  if (file.content != CONTENT_OTHER)
    self->size += size;
  g_array_append_val (self->files, file);
}

static void
add_unreadable (BwImportSource *self,
                const char     *path,
                const char     *shown,
                const GError   *error)
{
  File file = {
    .path = g_strdup (path),
    .shown = g_strdup (shown),
    .why_not = g_strdup (error->message),
  };

  g_array_append_val (self->files, file);
}

/* Collects the XML and CSV files of a folder and those in it, by name. Links are not followed. */
static gboolean
walk (BwImportSource  *self,
      const char      *folder,
      const char      *shown,
      guint            depth,
      GError         **error)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL && names->len < MAX_FILES)
    if (name[0] != '.' && strcmp (name, "__MACOSX") != 0)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len && self->files->len < MAX_FILES; i++)
    {
      g_autofree char *path = NULL;
      GStatBuf info;

      name = g_ptr_array_index (names, i);
      path = g_build_filename (folder, name, NULL);
      if (g_lstat (path, &info) != 0)
        continue;
      if (S_ISREG (info.st_mode))
        add_file (self, folder, shown, name);
      else if (S_ISDIR (info.st_mode) && depth < MAX_FOLDER_DEPTH)
        {
          g_autofree char *below = join (shown, name);
          g_autoptr (GError) local = NULL;

          if (!walk (self, path, below, depth + 1, &local))
            add_unreadable (self, path, below, local);
        }
    }
  return TRUE;
}

static gboolean
has_anything (BwImportSource *self)
{
  for (guint i = 0; i < self->files->len; i++)
    if (g_array_index (self->files, File, i).content != CONTENT_OTHER)
      return TRUE;
  return FALSE;
}

BwImportSource *
bw_import_source_open (const char  *path,
                       GError     **error)
{
  g_autoptr (BwImportSource) self = g_new0 (BwImportSource, 1);
  g_autofree char *shown = g_filename_display_basename (path);
  GStatBuf info;

  self->path = g_strdup (path);
  self->files = g_array_new (FALSE, TRUE, sizeof (File));
  g_array_set_clear_func (self->files, file_clear);

  if (g_stat (path, &info) != 0)
    {
      set_file_error (shown, errno, error);
      return NULL;
    }
  self->folder = S_ISDIR (info.st_mode);
  if (self->folder)
    {
      if (!walk (self, path, "", 0, error))
        return NULL;
    }
  else
    {
      File file = { .path = g_strdup (path), .shown = g_strdup (shown) };

      g_array_append_val (self->files, file);
      if (!sniff (path, shown, &g_array_index (self->files, File, 0).content, &self->size, error))
        return NULL;
      self->has_xml = g_array_index (self->files, File, 0).content != CONTENT_ECG;
    }

  if (!has_anything (self))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   self->folder
                     ? _("The folder “%s” holds neither a health export nor an ECG recording")
                     : _("“%s” is neither a health export nor an ECG recording"),
                   shown);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
bw_import_source_free (BwImportSource *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->files);
  g_free (self->path);
  g_free (self);
}

const char *
bw_import_source_get_path (BwImportSource *self)
{
  return self->path;
}

const char *
bw_import_source_get_format (BwImportSource *self)
{
  return self->has_xml ? "apple-health" : "apple-ecg";
}

gint64
bw_import_source_get_size (BwImportSource *self)
{
  return self->size;
}

gint64
bw_import_source_get_position (BwImportSource *self)
{
  return __atomic_load_n (&self->position, __ATOMIC_RELAXED);
}

/* Reading */

static gboolean
is_cancelled (Job     *job,
              GError **error)
{
  return g_cancellable_is_cancelled (job->cancellable) && !bw_set_cancelled (error);
}

/* Whether what made @error leaves the readable part worth keeping; then it becomes a problem. */
static gboolean
is_partial (Job         *job,
            const char  *file,
            GError     **error)
{
  if (!job->options->partial || !g_error_matches (*error, BW_ERROR, BW_ERROR_FORMAT))
    return FALSE;

  bw_problems_add (job->collector->problems, file, 0, (*error)->message, 1);
  g_clear_error (error);
  return TRUE;
}

/* One recording's text. @path: for label and date. */
static gboolean
read_ecg (Job         *job,
          const char  *text,
          gsize        length,
          const char  *path,
          const char  *shown,
          GError     **error)
{
  const BwEcgOptions options = {
    .label = job->options->label,
    .has_label = job->options->has_label,
    .rate_hz = job->options->rate_hz,
    .has_time = job->options->has_time,
    .time_ms = job->options->time_ms,
    .offset_min = job->options->offset_min,
  };
  BwCollector *collector = job->collector;
  g_auto (BwEcgFile) file = { 0 };
  BwParcelEcg ecg = { 0 };

  if (!bw_collector_make_room (collector, 0, error)
      || !bw_ecg_csv_parse (&file, text, length, path, &options, error))
    return FALSE;

  if (file.n_unreadable > 0)
    bw_problems_add (collector->problems, shown, file.unreadable_line,
                     _("Lines that are no number repeat the sample before"), file.n_unreadable);
  if (file.rate_assumed)
    bw_problems_add (collector->problems, job->shown, 0,
                     _("Recordings that do not tell their sample rate were taken to have 512 Hz"),
                     1);
  if (file.unit_assumed)
    bw_problems_add (collector->problems, shown, 0,
                     _("Recordings whose unit is not one of voltage were taken to be in µV"), 1);
  if (file.n_other_signals > 0)
    bw_problems_add (collector->problems, shown, 0,
                     _("Further signals beside the first were left out"), file.n_other_signals);
  if (file.n_jumps > 0)
    bw_problems_add (collector->problems, shown, 0,
                     _("Places where the times beside the samples jump; nothing was filled in"),
                     file.n_jumps);

  ecg.header = file.header;
  if (ecg.header.label != BW_LABEL_NONE)
    ecg.header.labelled_by = g_strdup (options.has_label ? "import" : "folder");
  ecg.samples_nv = file.samples_nv;
  ecg.person_name = file.person_name;
  ecg.date_of_birth = file.date_of_birth;
  file = (BwEcgFile) { 0 };
  g_array_append_val (collector->parcel->ecgs, ecg);
  return TRUE;
}

static gboolean
set_too_long (const char  *shown,
              GError     **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is too long for an ECG recording"),
               shown);
  return FALSE;
}

/* A recording that is one of several: when it cannot be read, the rest still is. @length may be
 * that of the beginning only of a text that is too long. */
static gboolean
read_ecg_of_many (Job         *job,
                  const char  *text,
                  gsize        length,
                  const char  *path,
                  const char  *shown,
                  GError     **error)
{
  g_autoptr (GError) local = NULL;

  if (length > MAX_ECG_BYTES)
    set_too_long (shown, &local);
  else if (read_ecg (job, text, length, path, shown, &local))
    return TRUE;
  if (!g_error_matches (local, BW_ERROR, BW_ERROR_FORMAT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  job->collector->skipped++;
  bw_problems_add (job->collector->problems, shown, 0, local->message, 1);
  return TRUE;
}

static gboolean
read_xml_file (Job         *job,
               const File  *file,
               GError     **error)
{
  g_autoptr (BwAppleReader) reader = NULL;
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  gint64 position = bw_import_source_get_position (job->source);
  int fd = open_file (file->path, file->shown, error);
  gssize n;

  if (fd < 0)
    return FALSE;
  (void) posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);

  reader = bw_apple_reader_new (job->collector, file->shown);
  while ((n = read_block (fd, chunk, CHUNK_SIZE, file->shown, error)) > 0)
    {
      if (is_cancelled (job, error)
          || !bw_apple_reader_push (reader, chunk, (gsize) n, error))
        {
          n = -1;
          break;
        }
      position += n;
      set_position (job->source, position);
    }
  close (fd);
  return n == 0 && bw_apple_reader_finish (reader, job->options->partial, error);
}

static gboolean
read_ecg_file (Job         *job,
               const File  *file,
               GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  int fd = open_file (file->path, file->shown, error);
  struct stat info;
  gint64 size;
  gssize n;

  if (fd < 0)
    return FALSE;
  /* A byte more than is read tells that a file is too long, also one that is still growing. */
  size = fstat (fd, &info) == 0 ? CLAMP (info.st_size, 0, MAX_ECG_BYTES) + 1 : MAX_ECG_BYTES + 1;
  text = g_malloc ((gsize) size);
  n = read_block (fd, text, (gsize) size, file->shown, error);
  close (fd);
  if (n < 0)
    return FALSE;

  path = g_canonicalize_filename (file->path, NULL);
  set_position (job->source, bw_import_source_get_position (job->source) + n);
  if (!job->source->folder && n > MAX_ECG_BYTES)
    return set_too_long (file->shown, error);
  return job->source->folder ? read_ecg_of_many (job, text, (gsize) n, path, file->shown, error)
                             : read_ecg (job, text, (gsize) n, path, file->shown, error);
}

/* The zip's file at hand from @first on, its first block. */
static gboolean
read_zipped_xml (Job         *job,
                 BwZipDoor   *door,
                 const char  *name,
                 GString     *first,
                 GError     **error)
{
  g_autoptr (BwAppleReader) reader = bw_apple_reader_new (job->collector, name);
  g_autoptr (GError) local = NULL;
  const char *block = first->str;
  gssize n = (gssize) first->len;

  for (; n > 0; n = bw_zip_door_read (door, &block, &local))
    {
      if (is_cancelled (job, error) || !bw_apple_reader_push (reader, block, (gsize) n, error))
        return FALSE;
      set_position (job->source, bw_zip_door_get_position (door));
    }
  if (local != NULL && !is_partial (job, name, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return bw_apple_reader_finish (reader, job->options->partial, error);
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

static gboolean
read_zipped_csv (Job         *job,
                 BwZipDoor   *door,
                 const char  *name,
                 GString     *text,
                 gboolean    *taken,
                 GError     **error)
{
  if (!bw_ecg_csv_sniff (text->str, text->len))
    return TRUE;
  *taken = TRUE;
  if (!read_beginning (door, text, MAX_ECG_BYTES + 1, error))
    return FALSE;
  return read_ecg_of_many (job, text->str, text->len, name, name, error);
}

static gboolean
read_zip (Job         *job,
          const File  *file,
          GError     **error)
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
  while (TRUE)
    {
      const char *name;
      gboolean ok = TRUE;

      if (is_cancelled (job, error))
        return FALSE;
      if (!bw_zip_door_next (door, &name, &local))
        break;
      if (name == NULL)
        break;
      if (has_suffix (name, ".gpx"))
        continue;

      g_string_truncate (beginning, 0);
      if (!read_beginning (door, beginning, SNIFF_SIZE, &local))
        break;
      if (is_health_data (beginning->str, beginning->len))
        {
          any = TRUE;
          ok = read_zipped_xml (job, door, name, beginning, error);
        }
      else if (has_suffix (name, ".csv"))
        ok = read_zipped_csv (job, door, name, beginning, &any, error);
      if (!ok)
        return FALSE;
      set_position (job->source, bw_zip_door_get_position (door));
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

gboolean
bw_import_source_read (BwImportSource         *self,
                       BwCollector            *collector,
                       const BwImportOptions  *options,
                       GCancellable           *cancellable,
                       GError                **error)
{
  static const BwImportOptions no_options = { 0 };
  g_autofree char *shown = g_filename_display_basename (self->path);
  Job job = { self, shown, collector, options != NULL ? options : &no_options, cancellable };

  for (guint i = 0; i < self->files->len; i++)
    {
      const File *file = &g_array_index (self->files, File, i);
      gboolean ok = TRUE;

      if (is_cancelled (&job, error))
        return FALSE;
      switch (file->content)
        {
        case CONTENT_ZIP:
          ok = read_zip (&job, file, error);
          break;
        case CONTENT_XML:
          ok = read_xml_file (&job, file, error);
          break;
        case CONTENT_ECG:
          ok = read_ecg_file (&job, file, error);
          break;
        case CONTENT_OTHER:
        default:
          bw_problems_add (collector->problems, file->shown, 0, file->why_not, 1);
          break;
        }
      if (!ok)
        return FALSE;
    }
  return bw_collector_flush (collector, error);
}
