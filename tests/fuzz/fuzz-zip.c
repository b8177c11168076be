/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-sink.h"
#include "fuzz.h"

#include "import/bw-import-source.h"

#include <sys/mman.h>
#include <unistd.h>

/* A file of any kind as it comes through the door: zips above all, but whatever it is. */

#define MAX_SIZE (64 * 1024)

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const BwImportOptions options = { .partial = size % 2 };
  int fd = size <= MAX_SIZE ? memfd_create ("fuzz", MFD_CLOEXEC) : -1;
  g_autofree char *path = NULL;
  g_autoptr (BwImportSource) source = NULL;

  if (fd < 0)
    return 0;
  path = g_strdup_printf ("/proc/self/fd/%d", fd);
  if (write (fd, data, size) == (ssize_t) size)
    source = bw_import_source_open (path, NULL, NULL);
  if (source != NULL)
    {
      BwCollector *collector = fuzz_sink_begin ();

      bw_import_source_read (source, collector, &options, NULL, NULL, NULL);
      fuzz_sink_end (collector);
    }
  close (fd);
  return 0;
}
