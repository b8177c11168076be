/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-source-private.h"

#include "base/bw-error.h"
#include "import/bw-ecg-csv.h"
#include "import/bw-edf-header.h"
#include "import/bw-import-share.h"
#include "import/bw-line-protocol.h"
#include "import/bw-rmssd-csv.h"
#include "import/bw-rr-file.h"
#include "import/bw-zip-door.h"
#include "store/bw-share-words.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FOLDER_DEPTH 12
#define MAX_FILES 200000

static void
file_clear (gpointer data)
{
  BwSourceFile *file = data;

  g_free (file->path);
  g_free (file->shown);
  g_free (file->why_not);
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

int
bw_source_open_file (const char  *path,
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

gssize
bw_source_read_block (int          fd,
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

/* Whether the first lines speak of an ECG. */
static gboolean
says_ecg (const char *beginning,
          gsize       length)
{
  g_autofree char *folded = g_ascii_strdown (beginning, (gssize) MIN (length, 4096));

  return strstr (folded, "ecg") != NULL || strstr (folded, "ekg") != NULL;
}

BwContent
bw_source_sniff (const char  *beginning,
                 gsize        length,
                 gboolean    *tells_rate,
                 const char  *shown,
                 char       **why_not)
{
  gboolean is_ecg;

  if (why_not != NULL)
    *why_not = NULL;
  if (bw_zip_door_sniff (beginning, length))
    return BW_CONTENT_ZIP;
  if (is_health_data (beginning, length))
    return BW_CONTENT_XML;
  if (bw_edf_header_sniff (beginning, length))
    {
      if (tells_rate != NULL)
        *tells_rate = TRUE;
      return BW_CONTENT_EDF;
    }
  /* Its values could be samples, but for its heading. */
  if (bw_rmssd_csv_sniff (beginning, length))
    return BW_CONTENT_RMSSD;
  /* Samples may be numbers of any size, also of that of intervals. */
  is_ecg = bw_ecg_csv_sniff (beginning, length, tells_rate);
  if (is_ecg && says_ecg (beginning, length))
    return BW_CONTENT_ECG;
  if (bw_rr_file_sniff (beginning, length, shown, is_ecg ? NULL : why_not))
    return BW_CONTENT_RR;
  if (is_ecg)
    return BW_CONTENT_ECG;
  return bw_line_protocol_sniff (beginning, length) ? BW_CONTENT_LINE_PROTOCOL : BW_CONTENT_OTHER;
}

static gboolean
sniff_file (BwSourceFile  *file,
            gint64        *size,
            GError       **error)
{
  g_autofree char *block = g_malloc (BW_SOURCE_SNIFF_SIZE);
  int fd = bw_source_open_file (file->path, file->shown, error);
  struct stat info;
  gssize n;

  if (fd < 0)
    return FALSE;
  n = bw_source_read_block (fd, block, BW_SOURCE_SNIFF_SIZE, file->shown, error);
  *size = fstat (fd, &info) == 0 ? info.st_size : 0;
  close (fd);
  if (n < 0)
    return FALSE;

  file->content = bw_source_sniff (block, (gsize) n, &file->tells_rate, file->shown,
                                   &file->why_not);
  return TRUE;
}

gboolean
bw_source_has_suffix (const char *name,
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

/* What a file's name promises. */
static BwContent
content_of_name (const char *name)
{
  if (bw_source_has_suffix (name, ".xml") && !bw_source_has_suffix (name, "_cda.xml"))
    return BW_CONTENT_XML;
  if (bw_source_has_suffix (name, ".csv"))
    return BW_CONTENT_ECG;
  if (bw_source_has_suffix (name, ".edf") || bw_source_has_suffix (name, ".bdf"))
    return BW_CONTENT_EDF;
  if (bw_source_has_suffix (name, ".lp") || bw_source_has_suffix (name, ".line"))
    return BW_CONTENT_LINE_PROTOCOL;
  if (bw_source_has_suffix (name, ".txt") || bw_source_has_suffix (name, ".hrm")
      || bw_source_has_suffix (name, ".rr") || bw_source_has_suffix (name, ".ibi"))
    return BW_CONTENT_RR;
  return BW_CONTENT_OTHER;
}

/* Takes a file of a folder where it is one to be read, or to be told of. */
static void
add_file (BwImportSource *self,
          const char     *folder,
          const char     *shown,
          const char     *name)
{
  BwContent promised = content_of_name (name);
  BwSourceFile file = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 size = 0;

  if (promised == BW_CONTENT_OTHER)
    return;

  file.path = g_build_filename (folder, name, NULL);
  file.shown = join (shown, name);
  if (!sniff_file (&file, &size, &error))
    file.why_not = g_strdup (error->message);
  else if (file.content != promised
           && !(promised == BW_CONTENT_ECG
                && (file.content == BW_CONTENT_RMSSD || file.content == BW_CONTENT_RR)))
    {
      file.content = BW_CONTENT_OTHER;
      /* XML that is no health export is another program's, and text may say anything. */
      if (promised == BW_CONTENT_XML || (promised == BW_CONTENT_RR && file.why_not == NULL))
        {
          file_clear (&file);
          return;
        }
      if (file.why_not == NULL)
        file.why_not = g_strdup (_("The file is neither an ECG recording nor a file of RR intervals "
                                   "nor a table of RMSSD values and was left out"));
    }
  self->has[file.content] = TRUE;
  if (file.content != BW_CONTENT_OTHER)
    self->size += size;
  g_array_append_val (self->files, file);
}

static void
add_unreadable (BwImportSource *self,
                const char     *path,
                const char     *shown,
                const GError   *error)
{
  BwSourceFile file = {
    .path = g_strdup (path),
    .shown = g_strdup (shown),
    .why_not = g_strdup (error->message),
  };

  g_array_append_val (self->files, file);
}

/* Collects the XML, CSV, EDF, text and line protocol files of a folder and those in it, by name. Links are not followed. */
static gboolean
walk (BwImportSource  *self,
      const char      *folder,
      const char      *shown,
      guint            depth,
      GCancellable    *cancellable,
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

      if (g_cancellable_is_cancelled (cancellable))
        return bw_set_cancelled (error);
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

          if (walk (self, path, below, depth + 1, cancellable, &local))
            continue;
          if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
          add_unreadable (self, path, below, local);
        }
    }
  return TRUE;
}

BwImportSource *
bw_import_source_open (const char    *path,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (BwImportSource) self = g_new0 (BwImportSource, 1);
  g_autofree char *shown = g_filename_display_basename (path);
  GStatBuf info;

  self->path = g_strdup (path);
  self->files = g_array_new (FALSE, TRUE, sizeof (BwSourceFile));
  g_array_set_clear_func (self->files, file_clear);

  if (g_stat (path, &info) != 0)
    {
      set_file_error (shown, errno, error);
      return NULL;
    }
  self->folder = S_ISDIR (info.st_mode);
  if (self->folder)
    {
      if (!walk (self, path, "", 0, cancellable, error))
        return NULL;
      self->share = bw_import_share_sniff_folder (path);
    }
  else
    {
      BwSourceFile file = { .path = g_strdup (path), .shown = g_strdup (shown) };

      gboolean ok = sniff_file (&file, &self->size, error);

      if (file.content == BW_CONTENT_ZIP && bw_import_share_sniff (path))
        file.content = BW_CONTENT_SHARE;
      g_array_append_val (self->files, file);
      if (!ok)
        return NULL;
      self->has[file.content] = TRUE;
    }

  if (*bw_import_source_get_format (self) == '\0')
    {
      const char *why_not = self->files->len > 0 && !self->folder
                              ? g_array_index (self->files, BwSourceFile, 0).why_not : NULL;

      if (why_not != NULL)
        g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT, why_not);
      else
        g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                     self->folder
                       ? _("The folder “%s” holds neither a health export nor an ECG recording nor RR "
                           "intervals nor a table of RMSSD values")
                       : _("“%s” is neither a health export nor an ECG recording nor RR intervals nor "
                           "a table of RMSSD values"),
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
  if (self->has[BW_CONTENT_ZIP] || self->has[BW_CONTENT_XML])
    return "apple-health";
  if (self->has[BW_CONTENT_SHARE] || (self->share && self->has[BW_CONTENT_ECG]))
    return BW_SHARE_FORMAT;
  if (self->has[BW_CONTENT_ECG])
    return "apple-ecg";
  if (self->has[BW_CONTENT_EDF])
    return "edf";
  if (self->has[BW_CONTENT_RR])
    return "rr";
  if (self->has[BW_CONTENT_RMSSD])
    return "rmssd-csv";
  return self->has[BW_CONTENT_LINE_PROTOCOL] ? "line-protocol" : "";
}

gint64
bw_import_source_get_size (BwImportSource *self)
{
  return self->size;
}

void
bw_import_source_count_recordings (BwImportSource *self,
                                   guint          *n,
                                   guint          *n_without_rate)
{
  *n = *n_without_rate = 0;
  for (guint i = 0; i < self->files->len; i++)
    {
      const BwSourceFile *file = &g_array_index (self->files, BwSourceFile, i);

      if (file->content != BW_CONTENT_ECG && file->content != BW_CONTENT_EDF)
        continue;
      ++*n;
      if (!file->tells_rate)
        ++*n_without_rate;
    }
}

gint64
bw_import_source_get_position (BwImportSource *self)
{
  return __atomic_load_n (&self->position, __ATOMIC_RELAXED);
}
