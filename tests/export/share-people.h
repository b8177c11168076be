/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export-share.h"

#include "bw-test.h"

G_BEGIN_DECLS

/* A person of whom a library says more than others are to know: name, birth date and sex, five
 * recordings around the change to summer time in Berlin with labels, notes and two readers. */
typedef struct
{
  char *folder;
  BwLibrary *library;
  gint64 ids[5];
} Person;

/* @seed: of the samples */
void person_open (Person *self,
                  guint   seed);
void person_clear (Person *self);

/* A choice of the library's recordings, which must be one. Returns: (transfer full) */
BwShare *person_choose (Person               *self,
                        const gint64         *ids,
                        guint                 n_ids,
                        const BwShareOptions *options);

/* Writes it beside the library. Returns: (transfer full): its path */
char *person_write (Person        *self,
                    const BwShare *share,
                    const char    *name);

/* What the library keeps of it. */
int person_get_days (Person *self);

/* UTC milliseconds. */
gint64 at (const char *time);

typedef struct
{
  char *name;
  GBytes *bytes;
  gboolean has_time;   /* of change, access or making */
  gboolean has_owner;
} ZipFile;

/* Returns: (transfer full) (element-type ZipFile) */
GPtrArray *zip_read (const char *path);

/* Fails the test where there is none. */
GBytes *zip_find (GPtrArray  *files,
                  const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

G_END_DECLS
